import { createOpenAI } from '@ai-sdk/openai';
import { boundsOf, createVendorCapabilities, createVendorFetch, limitsOf, toModels } from '@sluice/ai-sdk';
import {
  type BatchOptions,
  createService,
  type Service,
  type ServiceCapabilities,
  type ServiceOptions,
} from '@sluice/kit';

import { createModerate } from './moderate.js';
import { MISSING, type Settings } from './settings.js';
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
export function createOpenAiService(
  settings: Settings | undefined,
  options: Pick<ServiceOptions, 'logger'> = {},
): Service {
  if (!settings) return createService({ ...IDENTITY, ...options, capabilities: {}, missing: MISSING });
  const { baseUrl, apiKey, models, embeddingModels } = settings;
  const { fetch, close } = createVendorFetch(boundsOf(settings));
  const openai = createOpenAI({ baseURL: baseUrl, apiKey, fetch });
  const capabilities = createVendorCapabilities({
    // The Responses API knows neither stop texts nor seeds.
    provider: {
      languageModel: (name) => openai.chat(name),
      embeddingModel: (name) => openai.embedding(name),
    },
    generation: toModels(models).map((model) => ({ ...model, details: DETAILS })),
    embeddings: toModels(embeddingModels),
    ...limitsOf(settings),
  });
  const around = { moderate: createModerate({ baseUrl, apiKey, fetch }), openai, settings };
  return createService({
    ...IDENTITY,
    ...options,
    capabilities: { ...capabilities, ...ownCapabilities(around) },
    close,
  });
}

interface Own {
  readonly openai: ReturnType<typeof createOpenAI>;
  readonly moderate: ReturnType<typeof createModerate>;
  readonly settings: Settings;
}

/** What other vendors do not have, or not by the AI SDK. */
function ownCapabilities({
  openai,
  moderate,
  settings: { moderationModels, speechModels, transcriptionModels, voice },
}: Own): Pick<ServiceCapabilities, 'moderation' | 'synthesis' | 'transcription'> {
  return {
    ...offer(moderationModels, (models) => ({ moderation: { models, batch: MODERATION_BATCH, run: moderate } })),
    ...offer(speechModels, (models) => ({
      synthesis: { models, batch: SOUND_BATCH, run: createSpeak({ modelOf: (name) => openai.speech(name), voice }) },
    })),
    ...offer(transcriptionModels, (models) => ({
      transcription: { models, batch: SOUND_BATCH, run: createTranscribe((name) => openai.transcription(name)) },
    })),
  };
}

/** What has no model is not offered. */
function offer<Offered extends object>(
  [first, ...others]: readonly string[],
  make: (models: [string, ...string[]]) => Offered,
): Offered | object {
  return first === undefined ? {} : make([first, ...others]);
}
