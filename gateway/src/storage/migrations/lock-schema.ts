import type { CallOptions, Transaction } from '../store/store.js';

/** An arbitrary number that names the lock; the same in every version. */
const LOCK = 0x736c_7563;

/**
 * Makes this transaction the only one that changes schemas, until it ends, and creates the named one where it is
 * missing. Without the lock two who create it at once fail, `IF NOT EXISTS` or not.
 */
export async function lockSchema(transaction: Transaction, schema: 'sluice' | 'sluice_queue', options: CallOptions) {
  // The wait may be longer than a statement of the daily work may take.
  await transaction.execute('SET LOCAL statement_timeout = 0', [], options);
  await transaction.execute('SELECT pg_advisory_xact_lock($1)', [LOCK], options);
  // By a look into the catalogue: a session that has asked for the schema before remembers that it was not there, also
  // over the wait for the lock, and `IF NOT EXISTS` believes that.
  const found = await transaction.execute('SELECT FROM pg_catalog.pg_namespace WHERE nspname = $1', [schema], options);
  if (found.length === 0) await transaction.execute(`CREATE SCHEMA ${schema}`, [], options);
}
