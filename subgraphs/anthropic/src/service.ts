import { createAnthropic } from '@ai-sdk/anthropic';
import {
  ANTHROPIC_MODELS,
  boundsOf,
  createCredentials,
  createVendorCapabilities,
  createVendorFetch,
  limitsOf,
  missingCredential,
  toModels,
} from '@sluice/ai-sdk';
import { createService, type Service, type ServiceOptions } from '@sluice/kit';

import type { Settings } from './settings.js';

export const IDENTITY = { name: 'anthropic', version: '0.1.0' };

/** What every model of Anthropic can do; none takes a seed. */
const DETAILS = { features: ['stop', 'streaming', 'structured-output', 'tools'], inputs: ['text', 'image'] } as const;

/** The models of Anthropic. Without a key nothing is offered. */
export function createAnthropicService(settings: Settings, options: Pick<ServiceOptions, 'logger'> = {}): Service {
  const missing = missingCredential(settings.sources);
  if (missing !== undefined) return createService({ ...IDENTITY, ...options, capabilities: {}, missing });
  const { baseUrl, models } = settings;
  const { pool, measure } = createCredentials(settings.sources);
  const { fetch, close } = createVendorFetch(boundsOf(settings));
  const providerOf = (apiKey = '') => createAnthropic({ baseURL: baseUrl, apiKey, fetch });
  const generation = toModels(models, ANTHROPIC_MODELS, DETAILS);
  const capabilities = createVendorCapabilities({ providerOf, credentials: pool, generation, ...limitsOf(settings) });
  return createService({ ...IDENTITY, ...options, capabilities, close, measure });
}
