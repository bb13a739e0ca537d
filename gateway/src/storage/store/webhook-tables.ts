import type { ColumnType, Generated, GeneratedAlways } from 'kysely';

/** A JSON object, given as text. */
type Json<Value> = ColumnType<Value, string, string>;

/** Where a tenant is told of what happens. */
export interface WebhooksTable {
  readonly id: string;
  /** In the order of creation. */
  readonly number: GeneratedAlways<number>;
  readonly tenant: string;
  readonly url: string;
  readonly description: string | null;
  readonly event_types: readonly string[];
  /** Of an execution that it is told of; empty for any. */
  readonly labels: Json<Readonly<Record<string, string>>>;
  /** Sealed. */
  readonly secrets: Uint8Array;
  /** Why nothing is delivered; null while it is. */
  readonly disabled: string | null;
  /** When the first of the attempts failed of which none has succeeded since. */
  readonly failing_since: Date | null;
  readonly created_at: Generated<Date>;
  readonly created_by: string;
}

/** What is told to a webhook. */
export interface WebhookDeliveriesTable {
  /** Of the message, the same in every attempt. */
  readonly id: Generated<string>;
  readonly number: GeneratedAlways<number>;
  readonly webhook: string;
  readonly tenant: string;
  readonly execution: string | null;
  readonly event_type: string;
  readonly data: Json<Readonly<Record<string, unknown>>>;
  readonly status: Generated<string>;
  readonly attempts: Generated<number>;
  /** When it is tried next; null when it is not. */
  readonly next_at: Generated<Date | null>;
  /** Of the last answer, where there was one. */
  readonly http_status: number | null;
  /** Why the last attempt failed. */
  readonly failure: string | null;
  readonly created_at: Generated<Date>;
  readonly ended_at: Date | null;
}
