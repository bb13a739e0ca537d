import { setTimeout as pause } from 'node:timers/promises';

import type pg from 'pg';

import { raceSignal } from '../../deadline.js';
import type { Session, SessionResult } from '../session.js';
import { cancelStatement } from './cancel-statement.js';

/** How long a cancelled statement may take to end; then its connection is given up. */
const END_MS = 1_000;

/** A connection of the pool, and whether it may go back there. */
export interface PostgresSession extends Session {
  isReusable(): boolean;
}

export function createPostgresSession(client: pg.PoolClient, options: pg.ClientConfig): PostgresSession {
  let broken = false;

  async function stop(statement: Promise<unknown>): Promise<void> {
    const ended = statement.then(
      () => true,
      () => true,
    );
    await cancelStatement(options, client);
    const timer = new AbortController();
    const tooLong = pause(END_MS, false, { signal: timer.signal }).catch(() => false);
    if (!(await Promise.race([ended, tooLong]))) broken = true;
    timer.abort();
  }

  return {
    isReusable: () => !broken && client.getTransactionStatus() === 'I',
    async execute(text, parameters, signal) {
      signal.throwIfAborted();
      // Text without parameters goes by the simple protocol, which takes several statements.
      const statement = parameters.length > 0 ? client.query(text, [...parameters]) : client.query(text);
      try {
        return toResult(await raceSignal(statement, signal));
      } catch (error) {
        if (signal.aborted) await stop(statement);
        throw error;
      }
    },
  };
}

/** Several statements have several results, though the types do not say so. */
function toResult(answer: pg.QueryResult | pg.QueryResult[]): SessionResult {
  const results = [answer].flat();
  return { rows: results.flatMap(({ rows }) => rows as unknown[]), command: results.at(-1)?.command ?? '' };
}
