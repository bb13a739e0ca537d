import { setMaxListeners } from 'node:events';
import type { ServerResponse } from 'node:http';

import { ServiceError } from '@sluice/schema';

/** The end of a request's patience: its signal, when it comes at the latest, and how to stop waiting for it. */
export interface RequestSignal extends Disposable {
  readonly signal: AbortSignal;
  /** On the clock of `performance.now()`. */
  readonly deadlineAt: number;
}

/** A signal that can also be aborted by whoever notices that nobody waits any more. */
export interface Patience extends RequestSignal {
  readonly giveUp: (reason: ServiceError) => void;
}

/** A signal that aborts with `DEADLINE_EXCEEDED` when the time is up. Dispose of it when the answer is there. */
export function createPatience(timeoutMs: number): Patience {
  const controller = new AbortController();
  // An operation listens once for each of its calls, which are bounded elsewhere.
  setMaxListeners(0, controller.signal);
  const giveUp = (reason: ServiceError) => controller.abort(reason);
  const timer = setTimeout(() => {
    giveUp(new ServiceError('DEADLINE_EXCEEDED', `The answer was not ready within ${timeoutMs} ms.`));
  }, timeoutMs);
  return {
    signal: controller.signal,
    deadlineAt: performance.now() + timeoutMs,
    giveUp,
    [Symbol.dispose]: () => clearTimeout(timer),
  };
}

/**
 * A signal that aborts with `CANCELLED` when the caller leaves before the answer is written, and with
 * `DEADLINE_EXCEEDED` when the time is up. Dispose of it when the answer is written.
 */
export function createRequestSignal(response: ServerResponse, timeoutMs: number): RequestSignal {
  const patience = createPatience(timeoutMs);
  const stopWatching = whenCallerLeaves(response, patience.giveUp);
  return {
    ...patience,
    [Symbol.dispose]() {
      patience[Symbol.dispose]();
      stopWatching();
    },
  };
}

/**
 * Tells once when the caller leaves before the answer is written.
 *
 * @returns what ends the watch
 */
export function whenCallerLeaves(response: ServerResponse, leave: (reason: ServiceError) => void): () => void {
  const onClose = () => {
    if (!response.writableFinished) leave(new ServiceError('CANCELLED', 'The caller left.'));
  };
  response.once('close', onClose);
  return () => void response.off('close', onClose);
}
