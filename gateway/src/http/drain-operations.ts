import { ServiceError } from '@sluice/schema';
import type { FastifyInstance } from 'fastify';

/** Operations that are under way, and how to end with them. */
export interface OperationDrain {
  /** Refuses operations from now on. Resolves when those under way have ended: each has its deadline, or is ended first. */
  drain(): Promise<void>;
}

/**
 * Watches the operations of `/graphql` and `/graphql/stream`. The port must not close before they have ended: until
 * then services read the pictures and store the sounds of these operations there.
 *
 * @param withinMs the longest that is waited, for clients that leave an answer unread, in milliseconds
 */
export function drainOperations(app: FastifyInstance, withinMs: number): OperationDrain {
  let underWay = 0;
  let onEmpty: (() => void) | undefined;
  app.addHook('onRequest', async ({ routeOptions, raw }, reply) => {
    if (!routeOptions.url?.startsWith('/graphql')) return;
    if (onEmpty) {
      if (raw.httpVersionMajor === 1) void reply.header('connection', 'close');
      throw new ServiceError('SERVICE_UNAVAILABLE', 'The gateway is about to end.', { retryAfterMs: 1_000 });
    }
    underWay += 1;
    reply.raw.once('close', () => {
      underWay -= 1;
      if (underWay === 0) onEmpty?.();
    });
  });
  return {
    drain: () =>
      new Promise((resolve) => {
        const patience = setTimeout(resolve, withinMs);
        onEmpty = () => {
          clearTimeout(patience);
          resolve();
        };
        if (underWay === 0) onEmpty();
      }),
  };
}
