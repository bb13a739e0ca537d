import type { Store } from '../../storage/store/store.js';
import { tables } from '../../storage/store/tables.js';
import type { KeyChange } from './key-changes.js';

/** Reads the changes of keys from the store, each once. */
export interface ChangeReader {
  /** Tells those that have come since the last time; after a failure the next call tells what this one did not. */
  read(onChange: (change: KeyChange) => void, signal: AbortSignal): Promise<void>;
}

/** Changes that one statement reads. */
const BATCH = 1_000;
/** How long a statement may take, in milliseconds. */
const ASK_MS = 2_000;

/** Reads from now on: what was before is seen by whoever looks a key up. */
export async function createChangeReader(store: Store, now: () => number = Date.now): Promise<ChangeReader> {
  const counter = tables.selectFrom('sluice.api_key_generation').select('value');
  let [{ value: last } = { value: 0 }] = await store.query(counter);
  let expiredUntil = new Date(now());

  const readChanged: ChangeReader['read'] = async (onChange, signal) => {
    for (let isMore = true; isMore;) {
      const columns = tables.selectFrom('sluice.api_keys').select(['id', 'generation', 'revoked_at']);
      const statement = columns.where('generation', '>', last).orderBy('generation').limit(BATCH);
      const rows = await store.query(statement, { signal, timeoutMs: ASK_MS });
      for (const { id, revoked_at } of rows) onChange({ id, ended: revoked_at !== null });
      last = rows.at(-1)?.generation ?? last;
      isMore = rows.length === BATCH;
    }
  };

  /** Whoever stays connected with a key does not learn of an end that was set later, as by a rotation. */
  const readExpired: ChangeReader['read'] = async (onChange, signal) => {
    const until = new Date(now());
    const statement = tables
      .selectFrom('sluice.api_keys')
      .select('id')
      .where('expires_at', '>', expiredUntil)
      .where('expires_at', '<=', until);
    const rows = await store.query(statement, { signal, timeoutMs: ASK_MS });
    expiredUntil = until;
    for (const { id } of rows) onChange({ id, ended: true });
  };

  return {
    async read(onChange, signal) {
      await readChanged(onChange, signal);
      await readExpired(onChange, signal);
    },
  };
}
