import pg from 'pg';

const CANCEL_MS = 2_000;

/**
 * Tells the server to end what a connection runs, over a connection of its own: the pool may be all taken by statements
 * that are to be cancelled. Never fails; the server's `statement_timeout` stands behind it.
 */
export async function cancelStatement(options: pg.ClientConfig, client: pg.ClientBase): Promise<void> {
  // `pg` knows the number of the server's process, and does not tell it in its types.
  const { processID } = client as unknown as { processID: number | null };
  if (processID === null) return;
  const messenger = new pg.Client({ ...options, connectionTimeoutMillis: CANCEL_MS, query_timeout: CANCEL_MS });
  messenger.on('error', () => {});
  try {
    await messenger.connect();
    await messenger.query('SELECT pg_cancel_backend($1)', [processID]);
  } catch {
    // The connection that ran it is given up instead.
  } finally {
    await messenger.end().catch(() => {});
  }
}
