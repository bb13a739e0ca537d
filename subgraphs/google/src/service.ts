import { createGoogleGenerativeAI } from '@ai-sdk/google';
import {
  boundsOf,
  createCredentials,
  createVendorCapabilities,
  createVendorFetch,
  GOOGLE_MODELS,
  limitsOf,
  missingCredential,
  toModels,
} from '@sluice/ai-sdk';
import { createService, type Service, type ServiceOptions } from '@sluice/kit';

import type { Settings } from './settings.js';

export const IDENTITY = { name: 'google', version: '0.1.0' };

/** What every Gemini can do. */
const DETAILS = {
  features: ['seed', 'stop', 'streaming', 'structured-output', 'tools'],
  inputs: ['text', 'image'],
} as const;

/** The Gemini models of Google. Without a key nothing is offered. */
export function createGoogleService(settings: Settings, options: Pick<ServiceOptions, 'logger'> = {}): Service {
  const missing = missingCredential(settings.sources);
  if (missing !== undefined) return createService({ ...IDENTITY, ...options, capabilities: {}, missing });
  const { baseUrl, models, embeddingModels } = settings;
  const { pool, measure } = createCredentials(settings.sources);
  const { fetch, close } = createVendorFetch(boundsOf(settings));
  const providerOf = (apiKey = '') => createGoogleGenerativeAI({ baseURL: baseUrl, apiKey, fetch });
  const capabilities = createVendorCapabilities({
    providerOf,
    credentials: pool,
    generation: toModels(models, GOOGLE_MODELS, DETAILS),
    embeddings: toModels(embeddingModels, GOOGLE_MODELS),
    ...limitsOf(settings),
  });
  return createService({ ...IDENTITY, ...options, capabilities, close, measure });
}
