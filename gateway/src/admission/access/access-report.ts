import type { RequestContext } from '../../request-context.js';
import type { AccessMetrics } from '../../telemetry/access-metrics.js';
import type { DeniedField } from './operation/find-denied.js';

/** What access decided about one operation. */
export interface AccessDecision {
  readonly context: RequestContext;
  /** Fields that were asked about, each once. */
  readonly checks: number;
  readonly denied: readonly DeniedField[];
  /** What became of it; with `dryRun`, nothing. */
  readonly effect: 'allowed' | 'cut' | 'refused' | 'dry-run';
}

/** Most denials that one line of the log tells. */
const MAX_TOLD = 20;

/** Writes and counts every decision: one line an operation, at `debug` where nothing is denied. */
export function reportDecision({ context, checks, denied, effect }: AccessDecision, metrics: AccessMetrics): void {
  const { principal, logger } = context;
  const role = principal.roles.join('+') || principal.kind;
  const unlike = [...new Map(denied.map((one) => [`${one.coordinate} ${one.rule}`, one])).values()];
  metrics.onAllowed(checks - unlike.length);
  for (const one of unlike) metrics.onDenied({ ...one, role });

  const told = unlike.slice(0, MAX_TOLD);
  const line = {
    tenant: principal.tenant,
    principal: principal.id,
    role,
    effect,
    checks,
    denied: unlike.length,
    coordinates: told.map(({ coordinate }) => coordinate),
    rules: told.map(({ rule }) => rule),
  };
  if (unlike.length === 0) logger.debug(line, 'Access was decided.');
  else logger.info(line, 'Access was decided.');
}
