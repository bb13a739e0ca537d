import type { ModelDetails } from '@sluice/schema';
import type { Logger } from '@sluice/telemetry';
import type { Caller } from './identity/caller.js';
import type { GenerationCapability } from './generation/generation-capability.js';

/** What surrounds one batch call of a capability function. */
export interface CallContext {
  /** Aborts when the last caller whose item is in the batch has left, or when the deadline passes: stop the work. */
  readonly signal: AbortSignal;
  readonly logger: Logger;
  /**
   * For whom each item is, in the order of the items: a batch may hold those of several callers. Null where the service
   * demands no assertion of the gateway.
   */
  readonly callers: readonly (Caller | null)[];
}

/** An item's own result, or the error that fails this item alone. */
export type Outcome<Result> = Result | Error;

/**
 * The function behind a capability: several items that share one model and the same options, answered in one call.
 *
 * @returns as many outcomes as there were items, in the same order; an `Error` in the list fails its own item only.
 * @throws what fails the whole batch; a `ServiceError` gives it a code, anything else becomes `INTERNAL`.
 */
export type BatchFunction<Item, Options, Result> = (
  items: readonly Item[],
  options: Options,
  context: CallContext,
) => Promise<readonly Outcome<Result>[]>;

/** How items are collected into batches. */
export interface BatchOptions {
  /** Most items in one call. @default 64 */
  readonly maxSize: number;
  /**
   * How long a batch waits for another item, in milliseconds; while items keep coming it waits on, up to eight times as
   * long in all. @default 5
   */
  readonly windowMs: number;
  /** Calls of this capability under way at once; items that arrive meanwhile gather in the next batch. @default 1 */
  readonly concurrency: number;
  /** Most items waiting; beyond it an item fails with `OVERLOADED`. @default 10,000 */
  readonly maxQueue: number;
  /** Longest time that one call may take, in milliseconds. @default 60,000 */
  readonly deadlineMs: number;
}

/** What every capability tells of its models. */
export interface ModelOffer {
  /** The models to choose from; the first is the default. */
  readonly models: readonly [string, ...string[]];
  /** What is known of them, by name; told by the service's health, for the gateway to choose by. */
  readonly details?: Readonly<Record<string, ModelDetails>>;
}

/** A capability as a service offers it. */
export interface Capability<Item, Options, Result> extends ModelOffer {
  readonly run: BatchFunction<Item, Options & { readonly model: string }, Result>;
  readonly batch?: Partial<BatchOptions>;
  /**
   * Keeps callers apart: only those for whom it is equal share a batch, as where a tenant's calls go out under a
   * credential of its own. @default all share
   */
  readonly scopeOf?: (caller: Caller | null) => string;
}

/** What a call consumed, as the service counted it. */
export interface Usage {
  readonly inputTokens?: number;
  /** Of those read: what the vendor had kept from before, and bills for less. */
  readonly cachedInputTokens?: number;
  readonly outputTokens?: number;
  readonly inputCharacters?: number;
  readonly inputPixels?: number;
  readonly audioSeconds?: number;
}

/** Of every result: which model made it, and what that consumed. */
export interface Provenance {
  readonly model: string;
  readonly usage?: Usage;
}

/** The bytes of a picture or a sound. */
export interface MediaContent {
  readonly bytes: Uint8Array;
  /** The media type, as the bytes' own signature tells: `image/png`. */
  readonly mediaType: string;
}

/** A unit vector or not, as the model gives it. */
export interface EmbeddingResult extends Provenance {
  readonly vector: Float32Array;
}

export interface ModerationResult extends Provenance {
  readonly flagged: boolean;
  /** Scores from 0 to 1. */
  readonly categories: readonly { readonly name: string; readonly score: number; readonly flagged: boolean }[];
}

export interface ClassificationResult extends Provenance {
  /** Best first; scores from 0 to 1 that sum to 1. */
  readonly scores: readonly { readonly label: string; readonly score: number }[];
}

export interface LanguageResult extends Provenance {
  /** BCP 47; `und` when the text gives no clue. */
  readonly code: string;
  /** From 0 to 1. */
  readonly confidence: number;
  readonly alternatives: readonly { readonly code: string; readonly confidence: number }[];
}

export interface TranslationResult extends Provenance {
  readonly text: string;
  readonly from: string;
  readonly to: string;
}

export interface SummaryResult extends Provenance {
  readonly text: string;
  /** Whether the summary consists of sentences of the text itself. */
  readonly extractive: boolean;
}

export interface AnswerResult extends Provenance {
  /** Null when the text does not answer the question. */
  readonly text: string | null;
  /** From 0 to 1. */
  readonly confidence: number;
}

export interface RecognizedWord {
  readonly text: string;
  /** From 0 to 1. */
  readonly confidence: number;
  /** In pixels, from the upper left corner. */
  readonly box: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
}

export interface RecognitionResult extends Provenance {
  readonly text: string;
  /** From 0 to 1. */
  readonly confidence: number;
  readonly words: readonly RecognizedWord[];
}

export interface DescriptionResult extends Provenance {
  readonly text: string;
}

export interface SpeechResult extends Provenance {
  readonly audio: MediaContent;
  readonly seconds: number;
  readonly voice: string;
}

export interface TranscriptResult extends Provenance {
  readonly text: string;
  readonly language: string | null;
  /** Times in seconds from the beginning. */
  readonly segments: readonly { readonly text: string; readonly start: number; readonly end: number }[];
}

/** The capabilities that are asked item by item. */
export interface Capabilities {
  readonly embeddings?: Capability<string, object, EmbeddingResult>;
  readonly moderation?: Capability<string, object, ModerationResult>;
  readonly classification?: Capability<string, { readonly labels: readonly string[] }, ClassificationResult>;
  readonly language?: Capability<string, object, LanguageResult>;
  readonly translation?: Capability<string, { readonly to: string; readonly from: string | null }, TranslationResult>;
  readonly summarization?: Capability<string, { readonly maxSentences: number }, SummaryResult>;
  readonly answering?: Capability<string, { readonly question: string }, AnswerResult>;
  readonly recognition?: Capability<MediaContent, { readonly languages: readonly string[] | null }, RecognitionResult>;
  readonly description?: Capability<MediaContent, object, DescriptionResult>;
  readonly synthesis?: Capability<string, { readonly voice: string | null; readonly rate: number }, SpeechResult>;
  readonly transcription?: Capability<MediaContent, { readonly language: string | null }, TranscriptResult>;
}

/**
 * The capabilities that a service implements, any part of them. Each name is a file of `schema/capabilities/`; the
 * service's subgraph schema holds just what is named here.
 */
export interface ServiceCapabilities extends Capabilities {
  readonly generation?: GenerationCapability;
}
