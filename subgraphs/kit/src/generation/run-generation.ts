import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceError } from '@sluice/schema';
import type { Logger } from '@sluice/telemetry';
import { untilAborted } from '../until-aborted.js';
import type {
  GenerationCapability,
  GenerationDeadlines,
  GenerationPiece,
  GenerationRequest,
} from './generation-capability.js';
import type { GenerationRun } from './write-generation.js';
import type { Slots } from './slots.js';
import { watchDeadlines } from './watch-deadlines.js';

/** What a generation runs on. */
export interface GenerationTask extends GenerationRun {
  readonly stream: GenerationCapability['stream'];
  readonly slots: Slots;
  readonly deadlines: GenerationDeadlines;
  /** Resolves when the models are loaded; the deadlines count from then. */
  readonly ready: () => Promise<void>;
  readonly logger: Logger;
  /** Told of every piece, `finish` included; what it throws ends the generation. */
  readonly onPiece: (piece: GenerationPiece) => void;
}

/** How long an engine that was told to stop keeps its slot at most, in milliseconds. */
const STOP_MS = 5_000;

/**
 * One generation: waits for its turn, pulls pieces under the deadlines, and lets go of the engine however it ends. The
 * slot is free again when the engine has stopped, not already when its caller has left.
 *
 * @throws `OVERLOADED`, `PROVIDER_TIMEOUT`, the signal's reason, or what the engine threw
 */
export async function runGeneration(request: GenerationRequest, task: GenerationTask): Promise<void> {
  const { stream, slots, ready, deadlines, logger, signal, caller, onPiece } = task;
  await untilAborted(ready(), signal);
  const release = await slots.acquire(signal);
  const watch = watchDeadlines(deadlines, signal);
  const engine = stream(request, { signal: watch.signal, logger, callers: [caller] })[Symbol.asyncIterator]();
  try {
    await pull(engine, watch, onPiece);
  } finally {
    watch.close();
    void Promise.race([stopped(engine), sleep(STOP_MS, undefined, { ref: false })]).finally(release);
  }
}

async function pull(
  engine: AsyncIterator<GenerationPiece>,
  { signal, heard }: { readonly signal: AbortSignal; heard(): void },
  onPiece: (piece: GenerationPiece) => void,
): Promise<void> {
  for (;;) {
    // Piece by piece, since each is written before the next.
    // oxlint-disable-next-line no-await-in-loop
    const { done, value } = await untilAborted(engine.next(), signal);
    if (done === true) throw new ServiceError('PROVIDER_BAD_RESPONSE', 'The model stopped without saying why.');
    heard();
    onPiece(value);
    if (value.type === 'finish') return;
  }
}

/** Settles when the engine has let go of what it held. */
async function stopped(engine: AsyncIterator<GenerationPiece>): Promise<void> {
  try {
    await engine.return?.();
  } catch {
    // It was told to stop: that it did so by throwing is no news.
  }
}
