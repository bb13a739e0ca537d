import { ServiceError } from '@sluice/schema';

/** A signal that ends with the caller's or with time, and knows which. */
export interface Deadline extends Disposable {
  readonly signal: AbortSignal;
  /** The error that the end is: `CANCELLED` or `DEADLINE_EXCEEDED`. */
  error(): ServiceError;
  /** The promise's result, or the error of the end, whichever is first. */
  race<Result>(promise: Promise<Result>): Promise<Result>;
}

/**
 * Starts a deadline; dispose of it with `using`, so that neither timer nor listener stays behind.
 * @throws ServiceError `CANCELLED` when the signal has aborted already.
 */
export function startDeadline(what: string, timeoutMs: number, callerSignal?: AbortSignal): Deadline {
  if (callerSignal?.aborted) throw cancelled(what, callerSignal.reason);
  const controller = new AbortController();
  const end = (error: ServiceError) => controller.abort(error);
  const onAbort = () => end(cancelled(what, callerSignal?.reason));
  const timer = setTimeout(() => end(tooLate(what, timeoutMs)), timeoutMs);
  callerSignal?.addEventListener('abort', onAbort, { once: true });
  return {
    signal: controller.signal,
    error: () => controller.signal.reason as ServiceError,
    race: (promise) => raceSignal(promise, controller.signal),
    [Symbol.dispose]() {
      clearTimeout(timer);
      callerSignal?.removeEventListener('abort', onAbort);
    },
  };
}

/** Rejects with the signal's reason when that comes first; the promise's late failure is nobody's any more. */
export function raceSignal<Result>(promise: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason as Error);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

function cancelled(what: string, cause: unknown): ServiceError {
  return new ServiceError('CANCELLED', `${what} was cancelled.`, {}, { cause });
}

function tooLate(what: string, timeoutMs: number): ServiceError {
  return new ServiceError('DEADLINE_EXCEEDED', `${what} took longer than ${timeoutMs} ms.`);
}
