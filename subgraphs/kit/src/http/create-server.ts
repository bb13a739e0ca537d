import type { RequestListener } from 'node:http';
import { type FastifyError, type FastifyInstance, fastify } from 'fastify';
import { ServiceError, type ServiceHealth } from '@sluice/schema';
import type { Logger } from '@sluice/telemetry';
import { errorBody } from '../errors/to-graphql-error.js';
import type { ServiceMetrics } from '../service-metrics.js';
import type { MutualTlsOptions } from '../service.js';
import type { Door } from './door.js';
import type { GraphqlRoute } from './graphql-route.js';
import { createMutualTlsServer } from './mutual-tls.js';
import type { StreamRoute } from './stream-route.js';

export interface ServerOptions {
  readonly graphql: GraphqlRoute;
  readonly stream: StreamRoute;
  readonly health: () => ServiceHealth;
  readonly metrics: ServiceMetrics;
  readonly logger: Logger;
  readonly bodyBytes: number;
  readonly tls: MutualTlsOptions | undefined;
  /** Lets requests of `/graphql` in, or throws. */
  readonly door: Door;
}

/** Longest time for a request to arrive whole. */
const ARRIVAL_MS = 60_000;

/** The HTTP server of a service: `/graphql`, `/graphql/stream`, `/health/live`, `/health/ready`, `/metrics`. */
export function createServer({
  graphql,
  stream,
  health,
  metrics,
  logger,
  bodyBytes,
  door,
  tls,
}: ServerOptions): FastifyInstance {
  const server = fastify({
    bodyLimit: bodyBytes,
    requestTimeout: ARRIVAL_MS,
    forceCloseConnections: true,
    ...(tls && secure(tls, logger)),
  });

  // Before the body is read: who may not call cannot make the service read 32 MiB.
  server.addHook('onRequest', async (request) => {
    const { url } = request.routeOptions;
    if (url !== '/graphql' && url !== '/graphql/stream') return;
    await door(request);
    refuseUnlessOpen(health());
  });
  server.post('/graphql', (request, reply) => graphql.answer(request, reply));
  server.post('/graphql/stream', (request, reply) => stream.answer(request, reply));
  server.get('/health/live', async () => ({ status: 'live' }));
  server.get('/health/ready', async (_request, reply) => {
    const body = health();
    return reply.code(body.status === 'ready' ? 200 : 503).send(body);
  });
  server.get('/metrics', async (_request, reply) => {
    const { contentType, body } = await metrics.render();
    return reply.type(contentType).send(body);
  });
  server.setNotFoundHandler((_request, reply) =>
    reply.code(404).send(errorBody(new ServiceError('NOT_FOUND', 'There is nothing at this path.'))),
  );
  server.setErrorHandler((error: FastifyError, _request, reply) => {
    const { status, answer } = describeFailure(error, logger);
    metrics.request(answer.code, reply.elapsedTime);
    return reply.code(status).send(errorBody(answer));
  });
  return server;
}

/** Fastify has other types for HTTPS; what the routes use of them is the same. */
function secure(tls: MutualTlsOptions, logger: Logger): object {
  const serverFactory = (handler: RequestListener) => {
    const server = createMutualTlsServer(tls, handler, logger);
    server.requestTimeout = ARRIVAL_MS;
    return server;
  };
  return { serverFactory, https: {} };
}

function refuseUnlessOpen({ status, reason }: ServiceHealth): void {
  if (status === 'draining') throw new ServiceError('SERVICE_UNAVAILABLE', 'The service is about to end.');
  if (status === 'failed') throw new ServiceError('SERVICE_UNAVAILABLE', reason ?? 'The service could not start.');
}

/** What failed before or beside GraphQL: our own refusals, Fastify's 4xx, and what should not happen. */
function describeFailure(error: FastifyError | ServiceError, logger: Logger): { status: number; answer: ServiceError } {
  if (error instanceof ServiceError) {
    return { status: (error.extensions['http'] as { status: number }).status, answer: error };
  }
  const { statusCode: status = 500 } = error;
  if (status >= 400 && status < 500) {
    const message =
      status === 413 ? 'The body is larger than the service takes.' : 'Expected a GraphQL request in JSON.';
    return { status, answer: new ServiceError('BAD_USER_INPUT', message) };
  }
  logger.error({ error, status }, 'A request failed outside GraphQL.');
  return { status: 500, answer: new ServiceError('INTERNAL', 'Something went wrong in the service.') };
}
