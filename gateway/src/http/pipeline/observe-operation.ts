import type { RequestContext } from '../../request-context.js';
import type { GatewayMetrics } from '../../telemetry/gateway-metrics.js';

/** One line and one count an operation, when it is answered; of a subscription, when it is opened. */
export function observeOperation(
  metrics: GatewayMetrics,
  context: RequestContext,
  status: number,
  durationMs: number,
): void {
  const { calls, logger } = context;
  metrics.onRequest(context.observed.operationType ?? 'unknown', status, durationMs);
  for (const code of context.observed.codes) metrics.onError(code);
  const measured = { status, durationMs: Math.round(durationMs), calls: calls.length };
  logger.info({ ...identify(context), codes: context.observed.codes, ...measured }, 'A request was answered.');
}

/** Which operation it is, and whose. */
export function identify({ observed, principal }: RequestContext) {
  const { operationName, operationType = 'unknown' } = observed;
  return { operationName, operationType, tenant: principal.tenant, principal: principal.id };
}
