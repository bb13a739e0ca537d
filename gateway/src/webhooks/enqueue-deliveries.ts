import { sql } from 'kysely';

import { isTerminal } from '../executions/life-cycle.js';
import type { StoredExecution } from '../executions/stored-execution.js';
import type { Transaction } from '../storage/store/store.js';
import { tables } from '../storage/store/tables.js';
import { EVENT_TYPES } from './webhook.js';

/**
 * Writes a message for each webhook that is to be told that an execution has ended, in the transaction that ends it:
 * none is lost, and none tells of what was rolled back.
 */
export async function enqueueDeliveries(transaction: Transaction, execution: StoredExecution): Promise<void> {
  const { id, tenant, status, labels } = execution;
  if (!isTerminal(status)) throw new TypeError('Webhooks are told of executions that have ended.');
  const type = EVENT_TYPES[status];
  // A webhook that is being deleted is waited for, and passed over when it is gone: it must not keep an execution from ending.
  const statement = sql`
    INSERT INTO sluice.webhook_deliveries (webhook, tenant, execution, event_type, data)
    SELECT webhook.id, webhook.tenant, ${id}::uuid, ${type}, ${JSON.stringify(dataOf(execution))}::jsonb
    FROM sluice.webhooks AS webhook
    WHERE webhook.tenant = ${tenant} AND webhook.disabled IS NULL AND ${type} = ANY(webhook.event_types)
      AND ${JSON.stringify(labels)}::jsonb @> webhook.labels
    FOR KEY SHARE OF webhook`;
  await transaction.query(statement.compile(tables));
}

/** What is told: enough to find it, and nothing that was asked or answered. */
function dataOf(execution: StoredExecution): Readonly<Record<string, unknown>> {
  const { id, kind, status, attempt, labels, error, createdAt, startedAt, finishedAt } = execution;
  const failure = error && { code: error.code, outcomeUnknown: error.outcomeUnknown ?? false };
  return { id, kind, status, attempts: attempt, labels, error: failure, createdAt, startedAt, finishedAt };
}

/** Forgets the labels in the messages of an execution, which its submitter may have had erased for a reason. */
export async function eraseDeliveries(transaction: Transaction, execution: string): Promise<void> {
  const statement = sql`
    UPDATE sluice.webhook_deliveries SET data = jsonb_set(data, '{labels}', '{}') WHERE execution = ${execution}::uuid`;
  await transaction.query(statement.compile(tables));
}
