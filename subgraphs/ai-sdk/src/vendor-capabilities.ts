import type { EmbeddingModelV3, LanguageModelV3 } from '@ai-sdk/provider';
import type {
  BatchOptions,
  GenerationCapability,
  GenerationDeadlines,
  ModelDetails,
  ServiceCapabilities,
} from '@sluice/kit';

import { createEmbed } from './embedding/embed.js';
import { unsupportedOf } from './generation/refuse-unsupported.js';
import { streamGeneration } from './generation/stream-generation.js';

/** A model as a service offers it. */
export interface VendorModel {
  /** As the vendor calls it. */
  readonly name: string;
  readonly details?: ModelDetails;
}

/** A vendor as its package of the AI SDK gives it. */
export interface VendorProvider {
  languageModel(name: string): LanguageModelV3;
  embeddingModel(name: string): EmbeddingModelV3;
}

export interface VendorCapabilitiesOptions {
  readonly provider: VendorProvider;
  /** Those that write; the first is the default. @default none */
  readonly generation?: readonly VendorModel[];
  /** Those that embed. @default none */
  readonly embeddings?: readonly VendorModel[];
  /** Calls under way at once, of generations and of embeddings each. @default 32 */
  readonly concurrency?: number;
  /** Of each embedding's batch. @default 64 */
  readonly batch?: Partial<BatchOptions>;
  readonly deadlines?: Partial<GenerationDeadlines>;
}

type Offer = Pick<GenerationCapability, 'models' | 'details'>;

/** A vendor's models wait on a network and not on a processor. */
const CONCURRENCY = 32;
/** A model that thinks first says nothing for longer than one of our own would. */
const DEADLINES: Partial<GenerationDeadlines> = { firstTokenMs: 120_000, idleMs: 60_000 };

/** Generation and embeddings of a vendor, in the kit's form; what has no model is not offered. */
export function createVendorCapabilities(
  options: VendorCapabilitiesOptions,
): Pick<ServiceCapabilities, 'generation' | 'embeddings'> {
  const { provider, concurrency = CONCURRENCY, deadlines } = options;
  const [writers, embedders] = [toOffer(options.generation), toOffer(options.embeddings)];
  return {
    ...(writers && {
      generation: {
        ...writers,
        concurrency,
        deadlines: { ...DEADLINES, ...deadlines },
        stream: (request, context) =>
          streamGeneration(request, context, {
            model: provider.languageModel(request.model),
            unsupported: unsupportedOf(writers.details?.[request.model]),
          }),
      },
    }),
    ...(embedders && {
      embeddings: {
        ...embedders,
        batch: { concurrency, ...options.batch },
        run: createEmbed((name) => provider.embeddingModel(name)),
      },
    }),
  };
}

function toOffer(models: readonly VendorModel[] = []): Offer | undefined {
  const [first, ...others] = models.map(({ name }) => name);
  if (first === undefined) return undefined;
  const known = models.flatMap(({ name, details }) => (details ? [[name, details] as const] : []));
  return { models: [first, ...others], details: Object.fromEntries(known) };
}
