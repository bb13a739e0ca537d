import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { ExecutionResult } from 'graphql';
import { WIRE_HEADERS } from '@sluice/schema';
import { childTrace, type Logger, parseTraceparent } from '@sluice/telemetry';
import type { RequestContext } from '../request-context.js';
import type { ServiceMetrics } from '../service-metrics.js';

/** What is known of a request while it is answered; the log line and the metrics are made of it. */
export interface RequestRecord {
  readonly logger: Logger;
  readonly context: RequestContext;
  operationName?: string;
  codes: readonly string[];
}

/** A logger whose lines carry the request's id and its trace. */
export function requestLogger(logger: Logger, { headers }: FastifyRequest): Logger {
  const sent = headers[WIRE_HEADERS.requestId];
  const requestId = typeof sent === 'string' && /^[\w-]{1,64}$/.test(sent) ? sent : randomUUID();
  const trace = headers[WIRE_HEADERS.traceparent];
  const { traceId, spanId } = childTrace(parseTraceparent(typeof trace === 'string' ? trace : undefined));
  return logger.child({ requestId, traceId, spanId });
}

/** The one line of a request that has been answered, and its measurement. */
export function tellRequest(
  { logger, context, operationName, codes }: RequestRecord,
  metrics: ServiceMetrics,
  durationMs: number,
): void {
  metrics.request(codes[0] ?? 'ok', durationMs);
  logger.info({ operationName, durationMs: Math.round(durationMs), ...context.counts, codes }, 'Request.');
}

/** The codes of an answer's errors, each once. */
export function codesOf({ errors = [] }: ExecutionResult): string[] {
  return [...new Set(errors.map(({ extensions }) => String(extensions['code'])))];
}
