import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import {
  boundsOf,
  createCredentials,
  createVendorCapabilities,
  createVendorFetch,
  HOSTED_MODELS,
  limitsOf,
  missingCredential,
  nameOf,
  toModels,
} from '@sluice/ai-sdk';
import { createService, type ModelDetails, type Service, type ServiceOptions } from '@sluice/kit';

import { MISSING, type Settings } from './settings.js';

export const IDENTITY = { name: 'openai-compatible', version: '0.1.0' };

/** Any server that speaks OpenAI's protocol of chat completions and embeddings. Without one nothing is offered. */
export function createOpenAiCompatible(
  settings: Settings | undefined,
  options: Pick<ServiceOptions, 'logger'> = {},
): Service {
  const missing = settings ? missingCredential(settings.sources) : MISSING;
  if (!settings || missing !== undefined)
    return createService({ ...IDENTITY, ...options, capabilities: {}, missing: missing ?? MISSING });
  const { baseUrl, models, embeddingModels, structuredOutput } = settings;
  const { fetch, close } = createVendorFetch(boundsOf(settings));
  const { pool, measure } = createCredentials(settings.sources);
  const providerOf = (apiKey: string | undefined) =>
    createOpenAICompatible({
      name: 'compatible',
      baseURL: baseUrl,
      fetch,
      // Not all servers count without being asked.
      includeUsage: true,
      supportsStructuredOutputs: structuredOutput,
      ...(apiKey !== undefined && { apiKey }),
    });
  const capabilities = createVendorCapabilities({
    providerOf,
    credentials: pool,
    generation: models.flatMap((model) => toModels([model], HOSTED_MODELS, detailsOf(nameOf(model), settings))),
    embeddings: toModels(embeddingModels),
    ...limitsOf(settings),
  });
  return createService({ ...IDENTITY, ...options, capabilities, close, measure });
}

/** What the settings tell of a model; what they leave open, the server refuses or not. */
function detailsOf(name: string, { structuredOutput, imageModels }: Settings): ModelDetails {
  return {
    ...(!structuredOutput && { features: ['seed', 'stop', 'streaming', 'tools'] }),
    ...(imageModels.includes(name) && { inputs: ['text', 'image'] }),
  };
}
