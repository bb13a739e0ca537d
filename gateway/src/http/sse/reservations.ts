import { randomBytes } from 'node:crypto';

import { ServiceError } from '@sluice/schema';

import type { CallerWatch } from '../../identity/caller-watch.js';
import type { Principal } from '../../identity/principal.js';
import type { GraphqlRouteOptions } from '../graphql-route.js';
import { createSharedStream, type SharedStream } from './shared-stream.js';

/** The shared event streams that were asked for, by token. */
export interface Reservations {
  /**
   * Reserves a stream, which is to be opened soon.
   *
   * @returns its token
   * @throws ServiceError where the caller holds too many connections
   */
  reserve(principal: Principal, requestId: string): string;
  /** The stream of a token; null where there is none, or it is somebody else's. */
  find(token: string, principal: Principal): SharedStream | null;
  /** Ends each when its operations have ended. */
  finish(): void;
}

/** A reservation that nobody opens in this time is given up, in milliseconds. */
const OPEN_WITHIN_MS = 10_000;

export function createReservations(
  options: Pick<GraphqlRouteOptions, 'pipeline' | 'connections' | 'limits'> & Pick<CallerWatch, 'watch'>,
): Reservations {
  const { pipeline, connections, limits, watch } = options;
  const streams = new Map<string, { readonly stream: SharedStream; readonly owner: Principal }>();
  return {
    reserve(owner, requestId) {
      const leave = connections.enter(owner);
      if (leave instanceof ServiceError) throw leave;
      const token = randomBytes(24).toString('base64url');
      const onClose = () => {
        streams.delete(token);
        leave();
      };
      const { perConnection: maxOperations } = limits;
      const openWithinMs = OPEN_WITHIN_MS;
      const stream = createSharedStream({ pipeline, watch, requestId, maxOperations, openWithinMs, onClose });
      streams.set(token, { stream, owner });
      return token;
    },
    find(token, { tenant, id }) {
      const found = streams.get(token);
      return found && found.owner.id === id && found.owner.tenant === tenant ? found.stream : null;
    },
    finish() {
      for (const { stream } of streams.values()) stream.finish();
    },
  };
}
