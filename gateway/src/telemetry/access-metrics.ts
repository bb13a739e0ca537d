import type { Metrics } from '@sluice/telemetry';

/** What the gateway counts of access. */
export interface AccessMetrics {
  /** Fields of an operation were allowed. */
  onAllowed(fields: number): void;
  /** A field was denied, or would have been but for `dryRun`. */
  onDenied(denied: { readonly coordinate: string; readonly rule: string; readonly role: string }): void;
}

export function createAccessMetrics(metrics: Metrics): AccessMetrics {
  const allowed = metrics.counter({
    name: 'access_allowed_total',
    help: 'Fields that access allowed, each once an operation.',
    labels: [],
  });
  const denied = metrics.counter({
    name: 'access_denied_total',
    help: 'Fields that access denied, by the rule that did and the role of the caller.',
    labels: ['coordinate', 'rule', 'role'],
  });
  return {
    onAllowed: (fields) => allowed({}, fields),
    onDenied: ({ coordinate, rule, role }) => denied({ coordinate, rule, role }),
  };
}
