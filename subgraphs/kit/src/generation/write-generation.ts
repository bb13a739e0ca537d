import type { Caller } from '../identity/caller.js';
import { createCollector } from './collect-generation.js';
import type { GenerationPiece, GenerationRequest, GenerationResult } from './generation-capability.js';
import type { GenerationLog } from './generation-log.js';
import { toStreamFailure } from './stream-failure.js';

/** How a generation is begun; resolves when it has finished. */
export type RunGeneration = (request: GenerationRequest, run: GenerationRun) => Promise<void>;

/** Whoever waits for a generation. */
export interface GenerationWaiter {
  /** Aborts when nobody waits any more. */
  readonly signal: AbortSignal;
  /** For whom it is; null where that is not known. */
  readonly caller: Caller | null;
}

/** One run of a model. */
export interface GenerationRun extends GenerationWaiter {
  readonly onPiece: (piece: GenerationPiece) => void;
}

/** Where a generation is written to. */
export interface WriteOptions extends GenerationWaiter {
  readonly run: RunGeneration;
  readonly log: GenerationLog;
  /** Kept true while it is written. */
  readonly progress: { tokens: number };
  /** Called before the log tells that it has finished. */
  readonly onFinish: (result: GenerationResult) => void;
}

/** Writes a generation into its log. It throws nothing: the log tells a failure. */
export async function writeGeneration(
  request: GenerationRequest,
  { run, signal, caller, log, progress, onFinish }: WriteOptions,
): Promise<void> {
  const collector = createCollector(request);
  let hasBegun = false;
  const onPiece = (piece: GenerationPiece) => {
    if (piece.type === 'progress') return;
    collector.add(piece);
    progress.tokens = collector.tokens;
    // With the first piece and not before: until then another service may still take over.
    if (!hasBegun) log.append({ type: 'started', model: request.model });
    hasBegun = true;
    if (piece.type === 'delta' && piece.text !== '') log.append({ type: 'delta', text: piece.text });
    if (!collector.result) return;
    onFinish(collector.result);
    log.append({ type: 'finished', generation: collector.result });
  };
  try {
    await run(request, { signal, caller, onPiece });
  } catch (error) {
    log.append({ type: 'failed', error: toStreamFailure(error, progress.tokens) });
  }
}
