import { setMaxListeners } from 'node:events';
import type { ServerResponse } from 'node:http';

import { ServiceError } from '@sluice/schema';

/** The end of a request's patience: its signal, when it comes at the latest, and how to stop waiting for it. */
export interface RequestSignal extends Disposable {
  readonly signal: AbortSignal;
  /** On the clock of `performance.now()`. */
  readonly deadlineAt: number;
}

/**
 * A signal that aborts with `CANCELLED` when the caller leaves before the answer is written, and with
 * `DEADLINE_EXCEEDED` when the time is up. Dispose of it when the answer is written.
 */
export function createRequestSignal(response: ServerResponse, timeoutMs: number): RequestSignal {
  const controller = new AbortController();
  // An operation listens once for each of its calls, which are bounded elsewhere.
  setMaxListeners(0, controller.signal);
  const onClose = () => {
    if (!response.writableFinished) controller.abort(new ServiceError('CANCELLED', 'The caller left.'));
  };
  const timer = setTimeout(() => {
    const message = `The answer was not ready within ${timeoutMs} ms.`;
    controller.abort(new ServiceError('DEADLINE_EXCEEDED', message));
  }, timeoutMs);
  response.once('close', onClose);
  return {
    signal: controller.signal,
    deadlineAt: performance.now() + timeoutMs,
    [Symbol.dispose]() {
      clearTimeout(timer);
      response.off('close', onClose);
    },
  };
}
