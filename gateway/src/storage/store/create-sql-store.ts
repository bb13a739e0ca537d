import { type Deadline, startDeadline } from '../deadline.js';
import { runTransaction } from './run-transaction.js';
import { compile, type Session } from './session.js';
import { toStorageError } from './storage-error.js';
import { type CallOptions, DEFAULT_TIMEOUT_MS, type Store } from './store.js';
import { createTransactionScope } from './transaction-scope.js';

/** What a store has of its own: sessions, and how it listens. */
export interface SqlBackend {
  readonly kind: Store['kind'];
  /** Lends a session to `work`, which is its only user until it settles. */
  withSession<Result>(work: (session: Session) => Promise<Result>, deadline: Deadline): Promise<Result>;
  readonly listen: Store['listen'];
  close(): Promise<void>;
}

/** The part of a store that is the same on PGlite and on PostgreSQL. */
export function createSqlStore({ kind, withSession, listen, close }: SqlBackend): Store {
  const scope = createTransactionScope();

  async function execute(text: string, parameters: readonly unknown[] = [], options: CallOptions = {}) {
    scope.refuseInside();
    using deadline = startDeadline('A statement', options.timeoutMs ?? DEFAULT_TIMEOUT_MS, options.signal);
    try {
      return await withSession(async (session) => {
        const { rows } = await session.execute(text, parameters, deadline.signal);
        return rows;
      }, deadline);
    } catch (error) {
      throw deadline.signal.aborted ? deadline.error() : toStorageError(error);
    }
  }

  return {
    kind,
    execute,
    listen,
    async query<Row>(statement: Parameters<Store['query']>[0], options?: CallOptions) {
      const { sql, parameters } = compile(statement);
      return (await execute(sql, parameters, options)) as Row[];
    },
    async transaction(work, options = {}) {
      scope.refuseInside();
      using deadline = startDeadline('A transaction', options.timeoutMs ?? DEFAULT_TIMEOUT_MS, options.signal);
      const inside: typeof work = (transaction) => scope.run(() => work(transaction));
      return await withSession((session) => runTransaction(session, inside, deadline), deadline);
    },
    close,
  };
}
