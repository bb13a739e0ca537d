import type { Statement } from './store.js';

/**
 * One connection to the database, used by one caller at a time. The signal ends a statement as well as the driver can;
 * after that, or after a lost connection, the session is not used again.
 */
export interface Session {
  execute(text: string, parameters: readonly unknown[], signal: AbortSignal): Promise<SessionResult>;
}

/** What a text came to; of several statements, the rows of all and the command of the last. */
export interface SessionResult {
  readonly rows: unknown[];
  /** The command that was carried out, such as `SELECT`; after a COMMIT of a failed transaction, `ROLLBACK`. */
  readonly command: string;
}

/** The SQL and parameters of a statement. */
export function compile(statement: Statement): { sql: string; parameters: readonly unknown[] } {
  return 'compile' in statement ? statement.compile() : statement;
}
