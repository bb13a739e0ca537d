import type { GatewayKey } from '@sluice/schema';
import { type ColumnType, type Generated, type GeneratedAlways, Kysely } from 'kysely';

import { buildOnlyDialect } from './build-only-dialect.js';
import type { WebhookDeliveriesTable, WebhooksTable } from './webhook-tables.js';

/** One step of the schema that was taken. */
export interface MigrationsTable {
  readonly number: number;
  readonly name: string;
  /** SHA-256 of what it ran, in hex. */
  readonly checksum: string;
  readonly applied_at: Generated<Date>;
}

/** What a key has used of a rate limit within its window; columns as `rate-limiter-flexible` names them. */
export interface RateLimitsTable {
  readonly key: string;
  readonly points: number;
  /** End of the window, in milliseconds since 1970; null for never. */
  readonly expire: number | null;
}

/** An API key: everything but the key itself. */
export interface ApiKeysTable {
  /** The public part of the key. */
  readonly id: string;
  /** In the order of creation. */
  readonly number: GeneratedAlways<number>;
  readonly environment: 'dev' | 'live';
  /** HMAC-SHA-256 of the key under the pepper. */
  readonly hash: Uint8Array;
  /** The id of the pepper. */
  readonly pepper: string;
  readonly tenant: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
  /** Models that it may name; null for every one. */
  readonly models: readonly string[] | null;
  /** AI services that it may be routed to; null for every one. */
  readonly services: readonly string[] | null;
  /** Web origins that it may come from; empty for anywhere. */
  readonly origins: readonly string[];
  /** Addresses and CIDR ranges that it may come from; empty for anywhere. */
  readonly addresses: readonly string[];
  readonly created_at: Generated<Date>;
  readonly created_by: string;
  readonly expires_at: Date | null;
  readonly revoked_at: Date | null;
  /** The key that was made in its place. */
  readonly replaced_by: string | null;
  readonly last_used_at: Date | null;
  /** The number of its last change, among those of all keys. */
  readonly generation: number;
}

/** One row: the number of the last change of a key. */
export interface ApiKeyGenerationTable {
  readonly value: number;
}

/** Who changed what. */
export interface AuditLogTable {
  readonly number: GeneratedAlways<number>;
  readonly at: Generated<Date>;
  /** Whose the target is. */
  readonly tenant: string;
  readonly actor: string;
  /** Such as `api-key.created`. */
  readonly action: string;
  /** The id of what was changed. */
  readonly target: string;
  /** An object; given as JSON text. */
  readonly details: ColumnType<Readonly<Record<string, unknown>>, string, never>;
}

/** A token or certificate that was revoked before its end. */
export interface RevokedCredentialsTable {
  /** The name of the credential, which tells nothing of it. */
  readonly id: string;
  readonly revoked_at: Generated<Date>;
  readonly ends_at: Date;
}

/** The public keys of a gateway. */
export interface GatewayKeysTable {
  /** The name that the gateway gave itself at its start. */
  readonly gateway: string;
  /** A list; given as JSON text. */
  readonly keys: ColumnType<readonly GatewayKey[], string, string>;
  readonly expires_at: Date;
}

/** A JSON object, given as text. */
type Json<Value> = ColumnType<Value, string, string>;

/** An execution. What could hold a prompt or an output is sealed. */
export interface ExecutionsTable {
  readonly id: string;
  /** In the order of acceptance. */
  readonly number: GeneratedAlways<number>;
  readonly tenant: string;
  readonly submitted_by: string;
  /** As it was when the execution was accepted. */
  readonly principal: Json<Readonly<Record<string, unknown>>>;
  readonly kind: string;
  readonly status: string;
  readonly priority: number;
  /** The number of the attempt that may write; 0 before the first. */
  readonly attempt: Generated<number>;
  /** Attempts that failed, or were lost with their worker. */
  readonly failures: Generated<number>;
  /** Since when no service has taken it; null where one did, or none was asked. */
  readonly unsent_since: Date | null;
  readonly max_attempts: number;
  /** The number of its last event. */
  readonly last_event: Generated<number>;
  /** The job that the next attempt, or this one, is. */
  readonly job_id: string;
  readonly context: Uint8Array | null;
  readonly result: Uint8Array | null;
  readonly error: Json<Readonly<Record<string, unknown>>> | null;
  readonly labels: Json<Readonly<Record<string, string>>>;
  readonly metadata: Uint8Array | null;
  readonly idempotency_key: string | null;
  readonly request_hash: Uint8Array;
  readonly retry_of: string | null;
  readonly created_at: Generated<Date>;
  readonly start_after: Date | null;
  readonly deadline: Date | null;
  readonly started_at: Date | null;
  readonly finished_at: Date | null;
  /** When it is removed; null before it has ended. */
  readonly keep_until: Date | null;
  readonly keep_seconds: number;
  readonly erased_at: Date | null;
  /** Whether pieces of text that follow each other are one event. */
  readonly collapsed: Generated<boolean>;
}

/** What happened to an execution, numbered from 1. */
export interface ExecutionEventsTable {
  readonly execution: string;
  readonly number: number;
  /** Of several that became one the number of the first; null where it stands for itself. */
  readonly first: ColumnType<number | null, number | null | undefined, number>;
  readonly at: Generated<Date>;
  readonly type: string;
  readonly data: Uint8Array | null;
}

/** Calls of an execution that are done, and need not be made again. */
export interface ExecutionCallsTable {
  readonly execution: string;
  readonly key: string;
  readonly outcome: Uint8Array;
}

/** What an execution came to, once; it outlives the execution. */
export interface ExecutionLedgerTable {
  readonly execution: string;
  readonly tenant: string;
  readonly submitted_by: string;
  readonly kind: string;
  readonly status: string;
  readonly attempts: number;
  readonly calls: number;
  readonly usage: Json<Readonly<Record<string, number>>>;
  /** In millionths of the currency; null where it cannot be told. */
  readonly cost_micros: number | null;
  readonly currency: string | null;
  readonly at: Generated<Date>;
}

/** A call of an attempt of an execution, and what it has consumed; it outlives the execution. */
export interface ExecutionLedgerCallsTable {
  readonly execution: string;
  readonly attempt: number;
  readonly number: number;
  readonly tenant: string;
  readonly capability: string;
  readonly service: string | null;
  readonly model: string | null;
  readonly code: string;
  readonly billed: string;
  readonly items: number;
  readonly ms: number;
  /** By model. */
  readonly usage: Json<readonly object[]>;
  /** In millionths of the currency. */
  readonly cost_micros: number | null;
  readonly currency: string | null;
  readonly at: Generated<Date>;
}

/** A service that has registered itself. */
export interface ServiceRegistrationsTable {
  readonly id: string;
  /** In the order of registration. */
  readonly number: GeneratedAlways<number>;
  readonly name: string;
  /** An origin. */
  readonly url: string;
  readonly tenant: string;
  readonly registered_by: string;
  readonly registered_at: Generated<Date>;
  readonly lease_seconds: number;
  readonly expires_at: Date;
  /** Whether it is to be sent nothing new. */
  readonly draining: Generated<boolean>;
  /** By capability what of its contract it has, null for all; given as JSON text. */
  readonly offers: ColumnType<Readonly<Record<string, readonly string[] | null>>, string, string>;
}

/** The contract of a capability that came with a registered service. */
export interface RegisteredContractsTable {
  readonly name: string;
  readonly sdl: string;
  readonly registered_at: Generated<Date>;
}

/** One row: the number of the last change of registrations, renewals apart. */
export interface RegistrationGenerationTable {
  readonly value: number;
}

/** Every table of the store, in the schema `sluice`; those of the queue are pg-boss's own, in `sluice_queue`. */
export interface Tables {
  readonly 'sluice.migrations': MigrationsTable;
  readonly 'sluice.rate_limits': RateLimitsTable;
  readonly 'sluice.api_keys': ApiKeysTable;
  readonly 'sluice.api_key_generation': ApiKeyGenerationTable;
  readonly 'sluice.audit_log': AuditLogTable;
  readonly 'sluice.revoked_credentials': RevokedCredentialsTable;
  readonly 'sluice.gateway_keys': GatewayKeysTable;
  readonly 'sluice.executions': ExecutionsTable;
  readonly 'sluice.execution_events': ExecutionEventsTable;
  readonly 'sluice.execution_calls': ExecutionCallsTable;
  readonly 'sluice.execution_ledger': ExecutionLedgerTable;
  readonly 'sluice.execution_ledger_calls': ExecutionLedgerCallsTable;
  readonly 'sluice.service_registrations': ServiceRegistrationsTable;
  readonly 'sluice.registered_contracts': RegisteredContractsTable;
  readonly 'sluice.registration_generation': RegistrationGenerationTable;
  readonly 'sluice.webhooks': WebhooksTable;
  readonly 'sluice.webhook_deliveries': WebhookDeliveriesTable;
}

/** Where typed statements begin: `store.query(tables.selectFrom('sluice.rate_limits').selectAll())`. */
export const tables = new Kysely<Tables>({ dialect: buildOnlyDialect });
