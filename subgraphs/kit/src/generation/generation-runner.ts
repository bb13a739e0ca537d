import { createHash } from 'node:crypto';
import { ServiceError } from '@sluice/schema';
import type { Logger } from '@sluice/telemetry';
import type { BatchCall } from '../batching/batcher.js';
import { canonicalJson } from '../batching/canonical-json.js';
import { createCollector } from './collect-generation.js';
import type { GenerationCapability, GenerationRequest, GenerationResult } from './generation-capability.js';
import type { GenerationEvent } from './generation-log.js';
import { createKeptGenerations } from './kept-generations.js';
import { runGeneration } from './run-generation.js';
import { createSlots } from './slots.js';
import { DEFAULT_DEADLINES } from './watch-deadlines.js';
import type { GenerationWaiter, RunGeneration } from './write-generation.js';

/** The generation of a service, behind its slots and deadlines. */
export interface GenerationRunner {
  readonly models: GenerationCapability['models'];
  /** @returns the whole, when the model has finished; @throws the signal's reason as soon as it aborts */
  generate(request: GenerationRequest, waiter: GenerationWaiter): Promise<GenerationResult>;
  /** @param key attaches to the generation that it named before; see `KeptGenerations` */
  follow(
    request: GenerationRequest,
    key: string,
    waiter: GenerationWaiter,
  ): AsyncIterableIterator<GenerationEvent, undefined>;
  /** Generations that wait for their turn. */
  readonly queueLength: number;
}

export interface GenerationRunnerOptions {
  readonly capability: GenerationCapability;
  readonly logger: Logger;
  /** Resolves when the models are loaded. */
  readonly ready: () => Promise<void>;
  readonly onCall: (call: BatchCall) => void;
}

const CONCURRENCY = 4;
const MAX_QUEUE = 100;

export function createGenerationRunner({
  capability,
  logger,
  ready,
  onCall,
}: GenerationRunnerOptions): GenerationRunner {
  const { models, stream, concurrency = CONCURRENCY, maxQueue = MAX_QUEUE } = capability;
  const deadlines = { ...DEFAULT_DEADLINES, ...capability.deadlines };
  const slots = createSlots(concurrency, maxQueue);

  const run: RunGeneration = async (request, { signal, caller, onPiece }) => {
    const startedAt = performance.now();
    const tell = (error?: unknown) =>
      onCall({ model: request.model, size: 1, durationMs: performance.now() - startedAt, error });
    try {
      await runGeneration(request, { stream, slots, deadlines, ready, logger, signal, caller, onPiece });
      tell();
    } catch (error) {
      tell(error);
      throw error;
    }
  };
  const kept = createKeptGenerations(run);

  return {
    models,
    async generate(request, waiter) {
      const collector = createCollector(request);
      await run(request, { ...waiter, onPiece: (piece) => collector.add(piece) });
      if (collector.result) return collector.result;
      throw new ServiceError('PROVIDER_BAD_RESPONSE', 'The model stopped without saying why.');
    },
    follow: (request, key, waiter) => kept.follow(key, fingerprint(request), request, waiter),
    get queueLength() {
      return slots.waiting;
    },
  };
}

/** Equal for equal requests; it does not tell what was asked. */
function fingerprint(request: GenerationRequest): string {
  const messages = request.messages.map((message) =>
    message.role === 'user' ? { ...message, images: message.images.map(({ bytes }) => digest(bytes)) } : message,
  );
  return digest(canonicalJson({ ...request, messages }));
}

const digest = (content: string | Uint8Array) => createHash('sha256').update(content).digest('base64');
