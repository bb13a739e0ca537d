import { createGoogleGenerativeAI } from '@ai-sdk/google';
import { boundsOf, createVendorCapabilities, createVendorFetch, limitsOf, toModels } from '@sluice/ai-sdk';
import { createService, type Service, type ServiceOptions } from '@sluice/kit';

import { MISSING, type Settings } from './settings.js';

export const IDENTITY = { name: 'google', version: '0.1.0' };

/** What every Gemini can do. */
const DETAILS = {
  features: ['seed', 'stop', 'streaming', 'structured-output', 'tools'],
  inputs: ['text', 'image'],
} as const;

/** The Gemini models of Google. Without a key nothing is offered. */
export function createGoogleService(
  settings: Settings | undefined,
  options: Pick<ServiceOptions, 'logger'> = {},
): Service {
  if (!settings) return createService({ ...IDENTITY, ...options, capabilities: {}, missing: MISSING });
  const { baseUrl, apiKey, models, embeddingModels } = settings;
  const { fetch, close } = createVendorFetch(boundsOf(settings));
  const provider = createGoogleGenerativeAI({ baseURL: baseUrl, apiKey, fetch });
  const capabilities = createVendorCapabilities({
    provider,
    generation: toModels(models).map((model) => ({ ...model, details: DETAILS })),
    embeddings: toModels(embeddingModels),
    ...limitsOf(settings),
  });
  return createService({ ...IDENTITY, ...options, capabilities, close });
}
