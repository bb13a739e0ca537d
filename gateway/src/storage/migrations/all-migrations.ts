import { rateLimits } from './0001-rate-limits.js';
import { apiKeys } from './0002-api-keys.js';
import { revokedCredentials } from './0003-revoked-credentials.js';
import { gatewayKeys } from './0004-gateway-keys.js';
import { executions } from './0005-executions.js';
import { serviceRegistrations } from './0006-service-registrations.js';
import { webhooks } from './0007-webhooks.js';
import { ledgerCalls } from './0008-ledger-calls.js';
import { unsentAttempts } from './0009-unsent-attempts.js';
import { collapsedEvents } from './0010-collapsed-events.js';
import type { Migration } from './migration.js';

/** Every step from an empty database to this version, in order. */
export const allMigrations: readonly Migration[] = [
  rateLimits,
  apiKeys,
  revokedCredentials,
  gatewayKeys,
  executions,
  serviceRegistrations,
  webhooks,
  ledgerCalls,
  unsentAttempts,
  collapsedEvents,
];
