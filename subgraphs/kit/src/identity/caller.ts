import type { FastifyRequest } from 'fastify';

/** For whom the gateway calls, as it has signed: to attribute, to limit, or to allow, never to log more than the ids. */
export interface Caller {
  readonly tenant: string;
  /** Stable, and unique within its tenant. */
  readonly principal: string;
  readonly roles: readonly string[];
  /** Those that concern AI work, such as `context:embed`; `context:*` stands for all. */
  readonly permissions: readonly string[];
  /** Which gateway says so. */
  readonly gateway: string;
}

const callers = new WeakMap<FastifyRequest, Caller>();

/** Notes at the door who the caller of a request is. */
export function noteCaller(request: FastifyRequest, caller: Caller): void {
  callers.set(request, caller);
}

/** Null where the service demands no assertion. */
export function callerOf(request: FastifyRequest): Caller | null {
  return callers.get(request) ?? null;
}
