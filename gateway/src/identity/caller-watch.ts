import { ServiceError } from '@sluice/schema';

import type { Principal } from './principal.js';
import type { Revocations } from './revocations.js';

/** Watches callers who stay: their credential may end before their connection does. */
export interface CallerWatch {
  /**
   * Tells once, later, when a caller is not to be served any longer, and why.
   *
   * @returns ends the watch
   */
  watch(principal: Principal, onEnd: (reason: ServiceError) => void): Disposable;
}

export interface CallerWatchOptions {
  readonly revocations: Revocations;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
}

/** Longer waits overflow the timers of Node. */
const MAX_WAIT_MS = 2 ** 31 - 1;

export function createCallerWatch({ revocations, now = Date.now }: CallerWatchOptions): CallerWatch {
  const watched = new Map<symbol, { readonly principal: Principal; readonly end: (message: string) => void }>();
  revocations.onRevoked(({ id }) => {
    for (const { principal, end } of watched.values()) {
      if (principal.credential === id) end('The credential has been revoked.');
    }
  });
  return {
    watch(principal, onEnd) {
      const place = Symbol(principal.id);
      const { expiresAt = Infinity, credential = '' } = principal;
      let timer: NodeJS.Timeout | null = null;
      const stop = () => {
        if (timer) clearTimeout(timer);
        watched.delete(place);
      };
      const end = (message: string) => {
        if (!watched.has(place)) return;
        stop();
        onEnd(new ServiceError('UNAUTHENTICATED', message));
      };
      const look = () => {
        if (revocations.isRevoked(credential)) end('The credential has been revoked.');
        else if (now() >= expiresAt) end('The credential has expired.');
        else wait();
      };
      const wait = () => {
        timer = setTimeout(look, Math.min(Math.max(expiresAt - now(), 0), MAX_WAIT_MS)).unref();
      };
      watched.set(place, { principal, end });
      // It may have been revoked while it was being checked.
      if (revocations.isRevoked(credential)) timer = setTimeout(look, 0).unref();
      else if (expiresAt !== Infinity) wait();
      return { [Symbol.dispose]: stop };
    },
  };
}
