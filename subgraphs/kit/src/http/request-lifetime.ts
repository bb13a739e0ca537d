import { setMaxListeners } from 'node:events';
import type { ServerResponse } from 'node:http';
import { ServiceError } from '@sluice/schema';

/** How long a request may live: until it is answered, its caller leaves, its deadline passes, or the service ends. */
export interface RequestLifetime {
  /** The reason is a `ServiceError`: `CANCELLED`, `DEADLINE_EXCEEDED` or `SERVICE_UNAVAILABLE`. */
  readonly signal: AbortSignal;
  abort(reason: ServiceError): void;
  /** The request is answered: takes away timer and listener. */
  end(): void;
}

/** @param timeoutMs what the caller grants, already bounded */
export function startLifetime(response: ServerResponse, timeoutMs: number): RequestLifetime {
  const controller = new AbortController();
  // One listener for each item of the request, and their number is bounded by its body.
  setMaxListeners(0, controller.signal);
  const abort = (reason: ServiceError) => controller.abort(reason);
  const timer = setTimeout(
    () => abort(new ServiceError('DEADLINE_EXCEEDED', `No answer within ${timeoutMs} ms.`)),
    timeoutMs,
  );
  const leave = () => {
    if (!response.writableFinished)
      abort(new ServiceError('CANCELLED', 'The caller left before the answer was ready.'));
  };
  response.once('close', leave);
  return {
    signal: controller.signal,
    abort,
    end() {
      clearTimeout(timer);
      response.removeListener('close', leave);
    },
  };
}

/** The milliseconds that the header grants, at most `most`; where it is no positive whole number, `most`. */
export function grantedMs(header: string | string[] | undefined, most: number): number {
  return typeof header === 'string' && /^[1-9]\d{0,8}$/.test(header) ? Math.min(Number(header), most) : most;
}
