import type { ApolloServerPlugin } from '@apollo/server';
import type { Logger } from '@sluice/telemetry';

import { createAccessGate } from './admission/access/access-gate.js';
import type { Policies } from './admission/access/policies.js';
import type { AdmissionGate } from './admission/admission-gate.js';
import { createAdmission } from './admission/create-admission.js';
import { createBounds } from './admission/limits/bounds-of.js';
import { createLimitsGate } from './admission/limits/limits-gate.js';
import { limitsPlugin } from './admission/limits/limits-plugin.js';
import { createCounters } from './admission/rate/counters.js';
import { createRateGate } from './admission/rate/rate-gate.js';
import { rateHeadersPlugin } from './admission/rate/rate-headers.js';
import type { Config } from './config/config.js';
import { createRoles } from './identity/roles.js';
import type { Hooks } from './middleware/hooks.js';
import { middlewareGate } from './middleware/middleware-gate.js';
import type { RequestContext } from './request-context.js';
import type { LimiterFactory } from './storage/limiter/limiter.js';
import type { Admission } from './supergraph/admission.js';
import type { GatewayMetrics } from './telemetry/gateway-metrics.js';

export interface ConnectAdmissionOptions {
  readonly config: Pick<Config, 'limits' | 'access' | 'rateLimits'>;
  readonly policies: Policies;
  readonly hooks: Hooks;
  readonly limiters: LimiterFactory;
  readonly metrics: GatewayMetrics;
  readonly logger: Logger;
}

/** Whether operations may run, and what Apollo Server must ask of it. */
export interface ConnectedAdmission {
  readonly admission: Admission;
  readonly plugins: readonly ApolloServerPlugin<RequestContext>[];
}

/** The gates in their order: limits are cheap and know no secrets, access decides, and rates count what is left. */
export function connectAdmission(options: ConnectAdmissionOptions): ConnectedAdmission {
  const { config, policies, hooks, limiters, metrics, logger } = options;
  const { limits, access, rateLimits } = config;
  const boundsOf = createBounds(limits);
  const gates: readonly AdmissionGate[] = [
    createLimitsGate(boundsOf),
    createAccessGate({ ...access, roles: createRoles(access.roles), policies, metrics }),
    ...(hooks.onAdmit ? [middlewareGate(hooks.onAdmit)] : []),
    ...(rateLimits.enabled
      ? [createRateGate({ settings: rateLimits, counters: createCounters(limiters, logger) })]
      : []),
  ];
  const plugins = [limitsPlugin(boundsOf), ...(rateLimits.enabled ? [rateHeadersPlugin()] : [])];
  return { admission: createAdmission(gates), plugins };
}
