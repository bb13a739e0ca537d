import { createAnthropic } from '@ai-sdk/anthropic';
import { boundsOf, createVendorCapabilities, createVendorFetch, limitsOf, toModels } from '@sluice/ai-sdk';
import { createService, type Service, type ServiceOptions } from '@sluice/kit';

import { MISSING, type Settings } from './settings.js';

export const IDENTITY = { name: 'anthropic', version: '0.1.0' };

/** What every model of Anthropic can do; none takes a seed. */
const DETAILS = { features: ['stop', 'streaming', 'structured-output', 'tools'], inputs: ['text', 'image'] } as const;

/** The models of Anthropic. Without a key nothing is offered. */
export function createAnthropicService(
  settings: Settings | undefined,
  options: Pick<ServiceOptions, 'logger'> = {},
): Service {
  if (!settings) return createService({ ...IDENTITY, ...options, capabilities: {}, missing: MISSING });
  const { baseUrl, apiKey, models } = settings;
  const { fetch, close } = createVendorFetch(boundsOf(settings));
  const provider = createAnthropic({ baseURL: baseUrl, apiKey, fetch });
  const generation = toModels(models).map((model) => ({ ...model, details: DETAILS }));
  const capabilities = createVendorCapabilities({ provider, generation, ...limitsOf(settings) });
  return createService({ ...IDENTITY, ...options, capabilities, close });
}
