import type { EmbeddingModelV3, LanguageModelV3 } from '@ai-sdk/provider';
import {
  type BatchOptions,
  createTasks,
  type GenerationCapability,
  type GenerationDeadlines,
  type ModelDetails,
  type ServiceCapabilities,
} from '@sluice/kit';

import type { CredentialPool } from './credentials/credential-pool.js';
import { createRotation, type Rotation } from './credentials/rotation.js';
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
  /** The vendor under a credential; undefined where it asks for none. */
  readonly providerOf: (secret: string | undefined) => VendorProvider;
  readonly credentials: CredentialPool;
  /** Those that write; the first is the default. @default none */
  readonly generation?: readonly VendorModel[];
  /** Those that embed. @default none */
  readonly embeddings?: readonly VendorModel[];
  /** Calls under way at once, of generations and of embeddings each. @default 32 */
  readonly concurrency?: number;
  /** Of each embedding's batch. @default 64 */
  readonly batch?: Partial<BatchOptions>;
  /** The total holds for embeddings and tasks as well. */
  readonly deadlines?: Partial<GenerationDeadlines>;
  /** Whether the models that write are offered for summaries, answers and the like. @default true */
  readonly tasks?: boolean;
}

export type Offer = Pick<GenerationCapability, 'models' | 'details'>;

/** A vendor's models wait on a network and not on a processor. */
const CONCURRENCY = 32;
/** A model that thinks first says nothing for longer than one of our own would. */
const DEADLINES: Partial<GenerationDeadlines> = { firstTokenMs: 120_000, idleMs: 60_000 };

/**
 * What a vendor's models can do, in the kit's form: those that write do the tasks as well, and those that see
 * describe pictures. What has no model is not offered.
 */
export function createVendorCapabilities(options: VendorCapabilitiesOptions): ServiceCapabilities {
  const { credentials, providerOf, concurrency = CONCURRENCY, batch, deadlines } = options;
  const rotation = createRotation(credentials);
  const [writers, embedders] = [toOffer(options.generation), toOffer(options.embeddings)];
  return {
    ...(writers && createWriting(writers, rotation, options)),
    ...(embedders && {
      embeddings: {
        ...embedders,
        batch: { concurrency, ...deadlineOf(deadlines), ...batch },
        scopeOf: credentials.scopeOf,
        run: createEmbed({ rotation, modelOf: (name, secret) => providerOf(secret).embeddingModel(name) }),
      },
    }),
  };
}

function createWriting(offer: Offer, rotation: Rotation, options: VendorCapabilitiesOptions): ServiceCapabilities {
  const { providerOf, concurrency = CONCURRENCY, deadlines, tasks = true } = options;
  const stream: GenerationCapability['stream'] = (request, context) =>
    rotation.stream(request.model, context, (secret) =>
      streamGeneration(request, context, {
        model: providerOf(secret).languageModel(request.model),
        unsupported: unsupportedOf(offer.details?.[request.model]),
      }),
    );
  return {
    ...(tasks && createTasks({ ...offer, stream, ...deadlineOf(deadlines) })),
    generation: { ...offer, stream, concurrency, deadlines: { ...DEADLINES, ...deadlines } },
  };
}

function deadlineOf({ totalMs }: Partial<GenerationDeadlines> = {}): { readonly deadlineMs?: number } {
  return totalMs === undefined ? {} : { deadlineMs: totalMs };
}

/** What a capability tells of its models; undefined where it has none. */
export function toOffer(models: readonly VendorModel[] = []): Offer | undefined {
  const [first, ...others] = models.map(({ name }) => name);
  if (first === undefined) return undefined;
  const known = models.flatMap(({ name, details }) => (details ? [[name, details] as const] : []));
  return { models: [first, ...others], details: Object.fromEntries(known) };
}
