import { ServiceError } from '@sluice/schema';

import { badUrl, unreachable } from '../media-error.js';
import { checkTarget, type TargetRules } from './check-target.js';
import { exchange } from './exchange.js';
import type { ExchangeTimeouts } from './pinned-client.js';
import { isPublicAddress } from '../../network/public-address.js';
import { createHostResolver, type HostResolver } from '../../network/resolve-host.js';

export interface GuardedFetchOptions {
  /** The most that a body may be, in bytes. */
  readonly maxBytes: number;
  /** Whether `http:` is fetched too. @default false */
  readonly allowHttp?: boolean;
  /** @default 443, and 80 where http is allowed */
  readonly ports?: readonly number[];
  /** @default 3 */
  readonly maxRedirects?: number;
  /** `totalMs` is for everything: names, redirects and bodies. @default 3 s, 5 s and 15 s */
  readonly timeouts?: ExchangeTimeouts & { readonly totalMs: number };
  readonly resolveHost?: HostResolver;
  /** Which addresses are connected to. Only tests, which have nothing but loopback, set it. @default isPublicAddress */
  readonly allowAddress?: (address: string) => boolean;
  /** Certificates to trust instead of the usual ones, PEM. */
  readonly ca?: string;
}

/**
 * Fetches what stands at a URL that a caller named.
 *
 * @throws ServiceError `BAD_USER_INPUT` or `NOT_FOUND`, without a word of who refused; the signal's reason when it aborts
 */
export type GuardedFetch = (url: string, signal: AbortSignal) => Promise<Buffer>;

const TIMEOUTS = { connectMs: 3_000, idleMs: 5_000, totalMs: 15_000 };

/** A fetch that cannot be led inside: see `check-target.ts`, `public-address.ts` and `pinned-client.ts` for the guards. */
export function createGuardedFetch(options: GuardedFetchOptions): GuardedFetch {
  const { allowHttp = false, maxRedirects = 3, timeouts = TIMEOUTS } = options;
  const rules: TargetRules = { allowHttp, ports: options.ports ?? (allowHttp ? [443, 80] : [443]) };
  const hop = {
    resolveHost: createHostResolver(),
    allowAddress: isPublicAddress,
    ...options,
    timeouts,
  };
  const follow = async (text: string, signal: AbortSignal): Promise<Buffer> => {
    let target = checkTarget(text, rules);
    for (let redirects = 0; redirects <= maxRedirects; redirects += 1) {
      const answer = await exchange(target, hop, signal);
      if (answer.kind === 'body') return answer.bytes;
      target = checkTarget(answer.location, rules, target);
    }
    throw badUrl(`The URL redirects more than ${maxRedirects} times.`);
  };
  return async (url, signal) => {
    signal.throwIfAborted();
    using deadline = createDeadline(timeouts.totalMs);
    try {
      return await follow(url, AbortSignal.any([signal, deadline.signal]));
    } catch (error) {
      throw toPublicError(error, signal, deadline.signal, timeouts.totalMs);
    }
  };
}

function createDeadline(totalMs: number): Disposable & { readonly signal: AbortSignal } {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), totalMs);
  return { signal: controller.signal, [Symbol.dispose]: () => clearTimeout(timer) };
}

/** Whatever failed on the way there is told in one sentence, which does not help to explore a network. */
function toPublicError(error: unknown, caller: AbortSignal, deadline: AbortSignal, totalMs: number): unknown {
  if (caller.aborted) return caller.reason;
  if (deadline.aborted) {
    const limit = { dimension: 'fetchMs', limit: totalMs };
    return badUrl(`What stands at the URL did not arrive within ${totalMs} ms.`, { limit }, error);
  }
  return error instanceof ServiceError ? error : unreachable(error);
}
