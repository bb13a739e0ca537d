import { ServiceError } from '@sluice/schema';
import type { Logger } from '@sluice/telemetry';

import type { Hook } from './middleware.js';

/** Which hook runs, and within which bounds. */
export interface HookRun {
  /** Its name. */
  readonly middleware: string;
  readonly phase: string;
  readonly logger: Logger;
  /** Of the request; aborts when the caller has left. */
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

/**
 * Runs one hook within its time. A hook that is late is left behind: its signal aborts, and what it answers then is
 * dropped.
 *
 * @throws ServiceError what the hook refused with, `INTERNAL` where it failed, `DEADLINE_EXCEEDED` where it was late,
 *   or the reason of the request's signal
 */
export async function runHook<Result>(run: HookRun, call: (hook: Hook) => Result | Promise<Result>): Promise<Result> {
  const { logger } = run;
  run.signal.throwIfAborted();
  const own = new AbortController();
  using _watch = watchTime(run, own);
  try {
    const answer = call({ signal: own.signal, logger, refuse });
    return answer instanceof Promise ? await Promise.race([answer, whenAborted(own.signal)]) : answer;
  } catch (error) {
    if (error instanceof ServiceError) throw error;
    logger.error({ code: 'INTERNAL', phase: run.phase, middleware: run.middleware, error }, 'A middleware failed.');
    throw new ServiceError('INTERNAL', 'Internal error.', {}, { cause: error });
  }
}

/** Aborts the hook when its time is up or the request's signal aborts. */
function watchTime({ middleware, phase, logger, signal, timeoutMs }: HookRun, own: AbortController): Disposable {
  const leave = () => own.abort(signal.reason);
  const timer = setTimeout(() => {
    logger.error({ code: 'DEADLINE_EXCEEDED', phase, middleware, timeoutMs }, 'A middleware took too long.');
    own.abort(new ServiceError('DEADLINE_EXCEEDED', 'A step of this gateway took too long.'));
  }, timeoutMs);
  signal.addEventListener('abort', leave, { once: true });
  return {
    [Symbol.dispose]() {
      clearTimeout(timer);
      signal.removeEventListener('abort', leave);
    },
  };
}

/** Rejects with the signal's reason. The signal is the hook's own, so that the listener dies with it. */
function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const give = () => reject(signal.reason as Error);
    // The hook may have taken so long, or let the caller leave, before it gave its promise.
    if (signal.aborted) give();
    else signal.addEventListener('abort', give, { once: true });
  });
}

function refuse(...[code, message, details]: Parameters<Hook['refuse']>): never {
  throw new ServiceError(code, message, details);
}
