import { ServiceError } from '@sluice/schema';

import type { Principal } from '../../identity/principal.js';

/** Counts the connections that stay open: WebSockets, event streams, multipart answers. */
export interface ConnectionLimits {
  /**
   * Takes a place, or says that there is none.
   *
   * @returns gives the place back; more than once does nothing
   */
  enter(principal: Principal): (() => void) | ServiceError;
  /** Connections that are open. */
  readonly open: number;
}

export interface ConnectionLimitsOptions {
  readonly connections: number;
  readonly connectionsPerPrincipal: number;
}

export function createConnectionLimits(options: ConnectionLimitsOptions): ConnectionLimits {
  const { connections, connectionsPerPrincipal } = options;
  const counts = new Map<string, number>();
  let open = 0;
  return {
    get open() {
      return open;
    },
    enter({ tenant, id }) {
      const key = `${tenant}\0${id}`;
      const count = counts.get(key) ?? 0;
      if (count >= connectionsPerPrincipal)
        return refusal('RATE_LIMITED', 'connectionsPerPrincipal', connectionsPerPrincipal);
      if (open >= connections) return refusal('OVERLOADED', 'connections', connections);
      counts.set(key, count + 1);
      open += 1;
      let isIn = true;
      return () => {
        if (!isIn) return;
        isIn = false;
        open -= 1;
        const left = (counts.get(key) ?? 1) - 1;
        if (left > 0) counts.set(key, left);
        else counts.delete(key);
      };
    },
  };
}

function refusal(code: 'RATE_LIMITED' | 'OVERLOADED', dimension: string, limit: number): ServiceError {
  const details = { limit: { dimension, limit }, retryAfterMs: 1_000 };
  return new ServiceError(code, `At most ${limit} connections may stay open; close one first.`, details);
}
