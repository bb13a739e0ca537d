import type { Logger } from '@sluice/telemetry';
import type { FastifyInstance } from 'fastify';

import type { Config } from '../config/config.js';
import type { Graph } from '../create-graph.js';
import type { Authenticator } from '../identity/authenticate.js';
import type { Hooks } from '../middleware/hooks.js';
import type { GatewayMetrics } from '../telemetry/gateway-metrics.js';
import { allowsOrigin } from './allow-origins.js';
import { drainOperations } from './drain-operations.js';
import { graphqlRoute } from './graphql-route.js';
import { createPipeline } from './pipeline/create-pipeline.js';
import { requireCaller } from './pipeline/require-caller.js';
import { resourceMetadata } from './resource-metadata.js';
import { streamRoute } from './sse/stream-route.js';
import { createConnectionLimits } from './streams/connection-limits.js';
import { createWebsocketServer } from './websocket/websocket-server.js';

export interface TransportsOptions {
  readonly config: Pick<Config, 'server' | 'mode' | 'limits' | 'identity'>;
  /** Where callers reach this gateway, once it listens. */
  readonly publicUrl: () => string;
  readonly graph: Pick<Graph, 'server' | 'subscriber'>;
  readonly authenticator: Authenticator;
  readonly logger: Logger;
  readonly metrics: GatewayMetrics;
  readonly hooks: Pick<Hooks, 'onResponse'>;
}

/** Every way in which operations come. */
export interface Transports {
  /** Adds the routes, in the scope whose hooks are to hold for them. */
  routes(scope: FastifyInstance): void;
  /** Takes no more, ends subscriptions with `SHUTTING_DOWN`, and lets operations that are under way end. */
  drain(): Promise<void>;
}

/** All of them lead into one pipeline, and share one count of the connections that stay open. */
export function openTransports(app: FastifyInstance, options: TransportsOptions): Transports {
  const { config, graph, authenticator, logger, metrics, hooks } = options;
  const { subscriptions: limits } = config.limits;
  const { requestTimeoutMs } = config.server;
  const pipeline = createPipeline({ server: graph.server, requestTimeoutMs, logger, metrics, hooks });
  const connections = createConnectionLimits(limits);
  const gate = requireCaller({ authenticator, logger, metrics });
  const { challenge } = resourceMetadata(app, options);
  // By then every operation has had its time, and every reader the time to take the answer.
  const withinMs = requestTimeoutMs + 2 * limits.slowReaderMs;
  const operations = drainOperations(app, withinMs);
  const websockets = createWebsocketServer({
    server: app.server,
    pipeline,
    authenticator,
    connections,
    limits,
    logger,
    metrics,
    allowsOrigin: allowsOrigin(config),
    challenge,
  });
  let endSharedStreams = () => {};
  return {
    routes(scope) {
      const routed = { pipeline, gate, connections, limits };
      graphqlRoute(scope, routed);
      endSharedStreams = streamRoute(scope, { ...routed, authenticator });
    },
    async drain() {
      graph.subscriber.close();
      endSharedStreams();
      await Promise.all([operations.drain(), websockets.drain()]);
    },
  };
}
