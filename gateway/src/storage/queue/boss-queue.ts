import type { Job, JobWithMetadata, PgBoss } from 'pg-boss';
import { sql } from 'kysely';

import { closedError } from '../store/storage-error.js';
import type { CallOptions, Executor, Store } from '../store/store.js';
import { tables } from '../store/tables.js';
import { countActive, findOpen } from './ask-jobs.js';
import { asStoreError, openBoss, stopBoss, toBossDatabase } from './open-boss.js';
import type { ClaimedJob, FetchOptions, NewJob, Queue, QueueCallOptions, QueueOptions } from './queue.js';
import { startSupervision, type Supervision } from './supervision.js';

export interface BossQueueOptions {
  readonly store: Store;
  /** The queues that there are. */
  readonly queues: readonly QueueOptions[];
  /**
   * How often jobs are taken from attempts that are too old or too silent, in seconds.
   * @default 15
   */
  readonly superviseSeconds?: number;
  /** Told of what fails in the background; it is tried again. */
  readonly onError?: (error: unknown) => void;
}

/** One channel for all queues; the payload is the queue's name. */
const CHANNEL = 'sluice_queue';

/** The queue on pg-boss, which makes its tables when it starts; several processes may start at once. */
export async function openBossQueue({
  store,
  queues,
  superviseSeconds = 15,
  onError = () => {},
}: BossQueueOptions): Promise<Queue> {
  const boss = await openBoss({ store, queues, superviseSeconds, onError });
  const supervision = superviseBoss(boss, { store, queues, superviseSeconds, onError });
  if (store.kind === 'pglite') await giveBackAll(boss, store, queues).catch(onError);
  let closed = false;

  /** pg-boss would go on after its stop, as long as the store does. */
  const asked = ({ transaction, ...bounds }: QueueCallOptions = {}): [Executor, CallOptions] => {
    if (closed) throw closedError();
    return [transaction ?? store, bounds];
  };
  const on = (options?: QueueCallOptions) => ({ db: toBossDatabase(...asked(options)) });

  return {
    async send(job, options = {}) {
      const id = await asStoreError(boss.send(job.queue, job.data ?? null, { ...toSendOptions(job), ...on(options) }));
      // In the same transaction, so that whoever is woken by it finds the job.
      if (id !== null) await notify(options.transaction ?? store, job.queue, options);
      return id;
    },
    async fetch<Data>(queue: string, options: FetchOptions = {}) {
      const jobs = await asStoreError(boss.fetch<Data>(queue, { ...toFetchOptions(options), ...on(options) }));
      return jobs.toSorted(byTurn).map((job) => toClaimed(queue, job));
    },
    complete: async (job, options) => isOne(boss.complete(job.queue, toAttempt(job), null, on(options))),
    fail: async (job, reason, options) => isOne(boss.fail(job.queue, toAttempt(job), reason, on(options))),
    heartbeat: async (job, options) => isOne(boss.touch(job.queue, toAttempt(job), on(options))),
    cancel: async (queue, id, options) => isOne(boss.cancel(queue, id, on(options))),
    activeByGroup: async (queue, options) => countActive(...asked(options), queue),
    async find(queue, id, options) {
      const job = await asStoreError(boss.getJobById(queue, id, on(options)));
      return job && { id: job.id, state: job.state, attempt: job.retryCount };
    },
    openAmong: async (queue, ids, options) => findOpen(...asked(options), { queue, ids }),
    async onWork(queue, listener, options) {
      if (closed) throw closedError();
      const onMessage = (name: string) => name === queue && listener();
      return store.listen(CHANNEL, { onMessage, onGap: listener }, options);
    },
    supervise: () => asStoreError(boss.supervise()),
    async close() {
      closed = true;
      await supervision.stop();
      await stopBoss(boss);
    },
  };
}

/** pg-boss's own timer knows of no grace. It keeps several processes from looking more often than one does. */
function superviseBoss(
  boss: PgBoss,
  { store, queues, superviseSeconds, onError }: Required<BossQueueOptions>,
): Supervision {
  return startSupervision({
    supervise: () => asStoreError(boss.supervise()),
    probe: () => store.execute('SELECT 1', [], { timeoutMs: PROBE_MS }),
    everyMs: (superviseSeconds * 1_000) / LOOKS,
    graceMs: Math.max(0, ...queues.map(({ heartbeatSeconds = 0 }) => heartbeatSeconds * 1_000)),
    onError,
  });
}

/** So often in the time between two supervisions, that an outage as long as a heartbeat is noticed. */
const LOOKS = 3;
const PROBE_MS = 5_000;

/**
 * The embedded database is one process's: what an earlier one was working on, nobody works on any more, and need not be
 * waited for.
 */
async function giveBackAll(boss: PgBoss, store: Store, queues: readonly QueueOptions[]): Promise<void> {
  for (const { name } of queues) {
    const statement = sql<{ id: string; attempt: number }>`
      SELECT id, retry_count AS attempt FROM sluice_queue.job WHERE name = ${name} AND state = 'active'`;
    for (const { id, attempt } of await store.query(statement.compile(tables))) {
      await asStoreError(boss.fail(name, { id, retryCount: attempt }, LOST, { db: toBossDatabase(store) }));
    }
  }
}

const LOST = { message: 'The process that worked on it has ended.' };

async function notify(executor: Pick<Store, 'query'>, queue: string, options: QueueCallOptions): Promise<void> {
  const { transaction: _, ...bounds } = options;
  await executor.query(sql`SELECT pg_notify(${CHANNEL}, ${queue})`.compile(tables), bounds);
}

function toSendOptions({ id, group, priority, startAfter, retryLimit }: NewJob) {
  return {
    ...(id !== undefined && { id }),
    ...(group !== undefined && { group: { id: group } }),
    ...(priority !== undefined && { priority }),
    ...(startAfter !== undefined && { startAfter }),
    ...(retryLimit !== undefined && { retryLimit }),
  };
}

function toFetchOptions({ limit = 1, exceptGroups }: FetchOptions) {
  const ignoreGroups = exceptGroups === undefined ? null : [...exceptGroups];
  return { batchSize: limit, ignoreGroups, includeMetadata: true as const };
}

/** The right jobs are taken, but a statement that updates gives its rows in no order. */
function byTurn(one: JobWithMetadata<unknown>, other: JobWithMetadata<unknown>): number {
  return other.priority - one.priority || one.createdOn.getTime() - other.createdOn.getTime();
}

function toClaimed<Data>(queue: string, { id, data, groupId, retryCount }: Job<Data>): ClaimedJob<Data> {
  return { queue, id, data, group: groupId ?? null, attempt: retryCount };
}

/** With the number of the attempt pg-boss settles only what that attempt still holds. */
function toAttempt({ id, attempt }: ClaimedJob): { id: string; retryCount: number } {
  return { id, retryCount: attempt };
}

/** How many jobs a command has changed stands in its answer, though not in its type. */
async function isOne(call: Promise<object>): Promise<boolean> {
  return ((await asStoreError(call)) as { affected?: number }).affected === 1;
}
