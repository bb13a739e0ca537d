import { ServiceError } from '@sluice/schema';

import type { Store } from '../storage/store/store.js';
import { tables } from '../storage/store/tables.js';
import type { Announcer } from './announce.js';
import { type AttemptStream, loseStream, noteWritten } from './attempt-stream.js';
import { appendEvents } from './execution-log.js';
import type { Sealer } from './sealing/sealer.js';

export interface WriteOptions {
  readonly store: Store;
  readonly sealer: Sealer;
  readonly announce: Pick<Announcer, 'events'>;
}

/** Writes what these attempts have told; one that does not hold its execution any more is told so. */
export async function writeStreams(
  { store, sealer, announce }: WriteOptions,
  streams: readonly AttemptStream[],
): Promise<void> {
  const batches = streams.map(({ execution, attempt, after, sending }) => ({
    execution,
    attempt,
    after,
    events: sending,
  }));
  const written = await appendEvents(store, sealer, batches);
  for (const stream of streams) {
    if (written.has(stream.execution) || (await wasWritten(store, stream))) {
      noteWritten(stream);
      announce.events(stream.execution);
    } else {
      loseStream(stream, new ServiceError('CANCELLED', 'The attempt does not hold the execution any more.'));
    }
  }
}

/** A statement whose answer was lost may have been done: then the row stands where it would have brought it. */
async function wasWritten(store: Store, { execution, attempt, after, sending }: AttemptStream): Promise<boolean> {
  const statement = tables
    .selectFrom('sluice.executions')
    .select(['attempt', 'status', 'last_event'])
    .where('id', '=', execution);
  const [row] = await store.query(statement);
  return row?.attempt === attempt && row.status === 'RUNNING' && row.last_event === after + sending.length;
}
