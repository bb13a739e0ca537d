import { ServiceError } from '@sluice/schema';

import { type Deadline, startDeadline } from '../deadline.js';
import { compile, type Session } from './session.js';
import { SqlError, toStorageError, unreachable } from './storage-error.js';
import { type CallOptions, DEFAULT_TIMEOUT_MS, type Transaction } from './store.js';

/** How long a ROLLBACK may take; then the session is given up. */
const ROLLBACK_MS = 5_000;
const IN_FAILED_TRANSACTION = '25P02';

/**
 * Runs `work` between BEGIN and COMMIT on a session that is this transaction's alone. Own code for both stores, rather
 * than PGlite's `transaction()`, so that deadlines, late calls and swallowed errors behave the same on both.
 * @throws what `work` throws, after a rollback; or what kept it from being committed
 */
export async function runTransaction<Result>(
  session: Session,
  work: (transaction: Transaction) => Promise<Result>,
  deadline: Deadline,
): Promise<Result> {
  const handle = openTransaction(session, deadline);
  await session.execute('BEGIN', [], deadline.signal).catch((error: unknown) => {
    throw toStorageError(error);
  });
  let result: Result;
  try {
    result = await deadline.race(work(handle.transaction));
    // A call that the work did not wait for belongs to the transaction, or fails it: never to whoever comes next.
    await deadline.race(handle.settled());
  } catch (error) {
    await handle.close();
    await rollBack(session);
    throw error;
  }
  await handle.close();
  await commit(session, deadline);
  return result;
}

async function commit(session: Session, deadline: Deadline): Promise<void> {
  const { command } = await session.execute('COMMIT', [], deadline.signal).catch((error: unknown) => {
    const failure = toStorageError(error);
    // PGlite says so itself. What the database refused is rolled back; any other failure leaves it open.
    if (failure instanceof SqlError) throw failure;
    throw unreachable(error, true);
  });
  // PostgreSQL answers a COMMIT of a failed transaction with success, and the word ROLLBACK: an error was swallowed.
  if (command === 'ROLLBACK') throw new SqlError(IN_FAILED_TRANSACTION, undefined, undefined);
}

async function rollBack(session: Session): Promise<void> {
  using deadline = startDeadline('The rollback', ROLLBACK_MS);
  // A session that cannot roll back is broken, and its owner finds that out by itself: the first error counts.
  await session.execute('ROLLBACK', [], deadline.signal).catch(() => {});
}

interface TransactionHandle {
  readonly transaction: Transaction;
  /** Resolves when no call is under way; rejects with the first that failed unheard. */
  settled(): Promise<unknown>;
  /** Refuses further calls, and waits for the one that runs. */
  close(): Promise<void>;
}

function openTransaction(session: Session, outer: Deadline): TransactionHandle {
  let open = true;
  const running = new Set<Promise<unknown>>();
  const run = (text: string, parameters: readonly unknown[], options: CallOptions = {}): Promise<unknown[]> => {
    if (!open) return Promise.reject(new ServiceError('INTERNAL', 'The transaction has ended.'));
    const call = runWithin(session, outer, text, parameters, options);
    running.add(call);
    void call.catch(() => {}).finally(() => running.delete(call));
    return call;
  };
  const transaction: Transaction = {
    isTransaction: true,
    query: async <Row>(statement: Parameters<Transaction['query']>[0], options?: CallOptions) => {
      const { sql, parameters } = compile(statement);
      return (await run(sql, parameters, options)) as Row[];
    },
    execute: (text, parameters = [], options) => run(text, parameters, options),
  };
  return {
    transaction,
    settled: () => Promise.all(running),
    async close() {
      open = false;
      await Promise.allSettled(running);
    },
  };
}

async function runWithin(
  session: Session,
  outer: Deadline,
  text: string,
  parameters: readonly unknown[],
  { signal, timeoutMs = DEFAULT_TIMEOUT_MS }: CallOptions,
): Promise<unknown[]> {
  using deadline = startDeadline('A statement', timeoutMs, signal);
  const either = AbortSignal.any([deadline.signal, outer.signal]);
  try {
    return (await session.execute(text, parameters, either)).rows;
  } catch (error) {
    throw either.aborted ? either.reason : toStorageError(error);
  }
}
