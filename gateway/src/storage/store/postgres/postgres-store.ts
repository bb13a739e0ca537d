import pg from 'pg';

import type { Deadline } from '../../deadline.js';
import { createPermits } from '../permits.js';
import { createSqlStore, type SqlBackend } from '../create-sql-store.js';
import { unreachable } from '../storage-error.js';
import type { Store } from '../store.js';
import { connectionOptions } from './connection-options.js';
import { createNotifications } from './notifications.js';
import { createPostgresSession } from './postgres-session.js';

export interface PostgresStoreOptions {
  /** `postgres://user:password@host:port/database` */
  readonly databaseUrl: string;
  /**
   * Connections for statements, beside one for notifications.
   * @default 10
   */
  readonly maxConnections?: number;
  /**
   * Statements and transactions that may wait for a connection.
   * @default 1_000
   */
  readonly maxWaiting?: number;
  /**
   * The server ends a statement after this time, whoever waits for it, in milliseconds.
   * @default 60_000
   */
  readonly statementTimeoutMs?: number;
  /** Told of lost connections; the store goes on by itself. */
  readonly onError?: (error: unknown) => void;
}

/** PostgreSQL behind a bounded pool. Connects when it is first asked; a server that is away is an error of each call. */
export function openPostgresStore({
  databaseUrl,
  maxConnections = 10,
  maxWaiting = 1_000,
  statementTimeoutMs = 60_000,
  onError = () => {},
}: PostgresStoreOptions): Store {
  const options = connectionOptions(databaseUrl);
  const pool = new pg.Pool({
    ...options,
    max: maxConnections,
    idleTimeoutMillis: 30_000,
    statement_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: statementTimeoutMs,
  });
  pool.on('error', onError);
  // A connection that dies while it is lent out emits an error, which unheard ends the process.
  pool.on('connect', (client) => client.on('error', () => {}));
  const permits = createPermits(maxConnections, maxWaiting);
  const notifications = createNotifications({ options, onError });
  let closing: Promise<void> | undefined;

  const withSession: SqlBackend['withSession'] = async (work, deadline) => {
    const giveBack = await permits.acquire(deadline);
    try {
      const client = await connect(pool, deadline);
      const session = createPostgresSession(client, options);
      try {
        return await work(session);
      } finally {
        client.release(!(await session.isReusable()));
      }
    } finally {
      giveBack();
    }
  };

  return createSqlStore({
    kind: 'postgres',
    withSession,
    listen: notifications.listen,
    close() {
      closing ??= Promise.all([notifications.close(), permits.close()]).then(() => pool.end());
      return closing;
    },
  });
}

async function connect(pool: pg.Pool, deadline: Deadline): Promise<pg.PoolClient> {
  const connecting = pool.connect();
  try {
    return await deadline.race(connecting);
  } catch (error) {
    // Nobody waits for it any more; what still comes goes back.
    void connecting.then((client) => client.release()).catch(() => {});
    throw deadline.signal.aborted ? error : unreachable(error);
  }
}
