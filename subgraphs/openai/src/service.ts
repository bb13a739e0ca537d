import { createOpenAI } from '@ai-sdk/openai';
import {
  boundsOf,
  createCredentials,
  createRotation,
  createVendorCapabilities,
  createVendorFetch,
  type CredentialPool,
  limitsOf,
  missingCredential,
  type ModelSetting,
  type Offer,
  OPENAI_MODELS,
  type Rotation,
  toModels,
  toOffer,
} from '@sluice/ai-sdk';
import {
  type BatchOptions,
  createService,
  type Service,
  type ServiceCapabilities,
  type ServiceOptions,
} from '@sluice/kit';

import { createModerate } from './moderate.js';
import type { Settings } from './settings.js';
import { createSpeak } from './speak.js';
import { createTranscribe } from './transcribe.js';

export const IDENTITY = { name: 'openai', version: '0.1.0' };

/** What every model that writes can do. */
const DETAILS = {
  features: ['seed', 'stop', 'streaming', 'structured-output', 'tools'],
  inputs: ['text', 'image'],
} as const;

/** Sounds are long, and go one a call. */
const SOUND_BATCH: Partial<BatchOptions> = { maxSize: 1, concurrency: 8, deadlineMs: 120_000 };
const MODERATION_BATCH: Partial<BatchOptions> = { maxSize: 32, concurrency: 8 };

/** The models of OpenAI. Without a key nothing is offered. */
export function createOpenAiService(settings: Settings, options: Pick<ServiceOptions, 'logger'> = {}): Service {
  const missing = missingCredential(settings.sources);
  if (missing !== undefined) return createService({ ...IDENTITY, ...options, capabilities: {}, missing });
  const { baseUrl, models, embeddingModels } = settings;
  const { fetch, close } = createVendorFetch(boundsOf(settings));
  const { pool: credentials, measure } = createCredentials(settings.sources);
  const openaiOf = (apiKey = '') => createOpenAI({ baseURL: baseUrl, apiKey, fetch });
  const capabilities = createVendorCapabilities({
    // The Responses API knows neither stop texts nor seeds.
    providerOf: (secret) => ({
      languageModel: (name) => openaiOf(secret).chat(name),
      embeddingModel: (name) => openaiOf(secret).embedding(name),
    }),
    credentials,
    generation: toModels(models, OPENAI_MODELS, DETAILS),
    embeddings: toModels(embeddingModels, OPENAI_MODELS),
    ...limitsOf(settings),
  });
  const rotation = createRotation(credentials);
  const own = { moderate: createModerate({ baseUrl, fetch, rotation }), openaiOf, credentials, rotation, settings };
  return createService({
    ...IDENTITY,
    ...options,
    capabilities: { ...capabilities, ...ownCapabilities(own) },
    close,
    measure,
  });
}

interface Own {
  readonly openaiOf: (secret: string | undefined) => ReturnType<typeof createOpenAI>;
  readonly credentials: CredentialPool;
  readonly rotation: Rotation;
  readonly moderate: ReturnType<typeof createModerate>;
  readonly settings: Settings;
}

/** What other vendors do not have, or not by the AI SDK. */
function ownCapabilities({
  openaiOf,
  credentials: { scopeOf },
  rotation,
  moderate,
  settings: { moderationModels, speechModels, transcriptionModels, voice, timeouts },
}: Own): Pick<ServiceCapabilities, 'moderation' | 'synthesis' | 'transcription'> {
  const { totalMs: deadlineMs } = timeouts;
  const within = (batch: Partial<BatchOptions>) => (deadlineMs === undefined ? batch : { ...batch, deadlineMs });
  return {
    ...offer(moderationModels, (models) => ({
      moderation: { ...models, batch: within(MODERATION_BATCH), scopeOf, run: moderate },
    })),
    ...offer(speechModels, (models) => ({
      synthesis: {
        ...models,
        batch: within(SOUND_BATCH),
        scopeOf,
        run: createSpeak({ modelOf: (name, secret) => openaiOf(secret).speech(name), rotation, voice }),
      },
    })),
    ...offer(transcriptionModels, (models) => ({
      transcription: {
        ...models,
        batch: within(SOUND_BATCH),
        scopeOf,
        run: createTranscribe({ modelOf: (name, secret) => openaiOf(secret).transcription(name), rotation }),
      },
    })),
  };
}

/** What has no model is not offered. */
function offer<Offered extends object>(
  settings: readonly ModelSetting[],
  make: (models: Offer) => Offered,
): Offered | object {
  const models = toOffer(toModels(settings, OPENAI_MODELS));
  return models ? make(models) : {};
}
