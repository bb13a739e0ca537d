import { sql } from 'kysely';

import type { WebhookSettings } from '../config/webhook-settings.js';
import type { CallOptions, Store } from '../storage/store/store.js';
import { tables } from '../storage/store/tables.js';

/** Rows of one statement. */
const BATCH = 5_000;
/** How long one sweep goes on, in milliseconds; the next one does the rest. */
const SWEEP_MS = 4_000;
/** From one sweep to the next, in milliseconds. */
const PAUSE_MS = 60_000;

type SweepSettings = Pick<WebhookSettings, 'keepSeconds' | 'maxPending'>;

/** Sweeps when it is called and the last sweep is some time ago. */
export function sweepNowAndThen(store: Store, settings: SweepSettings, signal: AbortSignal): () => Promise<void> {
  let dueAt = 0;
  return async () => {
    if (performance.now() < dueAt) return;
    dueAt = performance.now() + PAUSE_MS;
    await sweepDeliveries(store, settings, { signal });
  };
}

/**
 * Removes messages that have ended long enough ago, ends those of webhooks that are disabled, and, of a webhook for
 * which more wait than may, the oldest. Any number of processes may sweep at once.
 */
export async function sweepDeliveries(
  store: Pick<Store, 'query'>,
  settings: SweepSettings,
  options: CallOptions = {},
): Promise<void> {
  const until = performance.now() + SWEEP_MS;
  for (const statement of [endDisabled(), endTooMany(settings.maxPending), removeOld(settings.keepSeconds)]) {
    let changed: number;
    do {
      // Batch by batch: each finds what the one before has left.
      // oxlint-disable-next-line no-await-in-loop
      changed = (await store.query(statement, options)).length;
    } while (changed === BATCH && performance.now() < until);
  }
}

const pending = () => tables.selectFrom('sluice.webhook_deliveries').where('status', '=', 'PENDING');

/** Written while the webhook was being disabled. */
function endDisabled() {
  const disabled = tables.selectFrom('sluice.webhooks').select('id').where('disabled', 'is not', null);
  const late = pending().select('id').where('webhook', 'in', disabled).limit(BATCH).forUpdate().skipLocked();
  return end('DISABLED').where('id', 'in', late).returning('id').compile();
}

/** A receiver that takes messages more slowly than they are written, or not at all, does not fill the store. */
function endTooMany(maxPending: number) {
  const ranked = pending().select([
    'id',
    sql<number>`row_number() OVER (PARTITION BY webhook ORDER BY number DESC)`.as('place'),
  ]);
  const beyond = tables.selectFrom(ranked.as('ranked')).select('id').where('place', '>', maxPending).limit(BATCH);
  return end('TOO_MANY').where('id', 'in', beyond).where('status', '=', 'PENDING').returning('id').compile();
}

function removeOld(keepSeconds: number) {
  const old = tables
    .selectFrom('sluice.webhook_deliveries')
    .select('id')
    .where('ended_at', '<', sql<Date>`now() - make_interval(secs => ${keepSeconds})`)
    .limit(BATCH)
    .forUpdate()
    .skipLocked();
  return tables.deleteFrom('sluice.webhook_deliveries').where('id', 'in', old).returning('id').compile();
}

function end(failure: 'DISABLED' | 'TOO_MANY') {
  return tables
    .updateTable('sluice.webhook_deliveries')
    .set({ status: 'DEAD', next_at: null, ended_at: new Date(), failure });
}
