import { setTimeout as pause } from 'node:timers/promises';

import type pg from 'pg';

import { raceSignal } from '../../deadline.js';
import { createTurns } from '../../turns.js';
import type { Session, SessionResult } from '../session.js';
import { cancelStatement } from './cancel-statement.js';

/** How long a cancelled statement may take to end; then its connection is given up. */
const END_MS = 1_000;

/** A connection of the pool, and whether it may go back there. */
export interface PostgresSession extends Session {
  isReusable(): Promise<boolean>;
}

export function createPostgresSession(client: pg.PoolClient, options: pg.ClientConfig): PostgresSession {
  // `pg` would queue parallel statements of a transaction too, and says that it will not for long.
  const turns = createTurns();
  let state: 'sound' | 'failed' | 'broken' = 'sound';

  async function stop(statement: Promise<unknown>): Promise<void> {
    await cancelStatement(options, client);
    if (!(await endsWithin(END_MS, statement))) state = 'broken';
  }

  async function run(text: string, parameters: readonly unknown[], signal: AbortSignal): Promise<SessionResult> {
    signal.throwIfAborted();
    // Text without parameters goes by the simple protocol, which takes several statements.
    const statement = parameters.length > 0 ? client.query(text, [...parameters]) : client.query(text);
    try {
      return toResult(await raceSignal(statement, signal));
    } catch (error) {
      if (state === 'sound') state = 'failed';
      if (signal.aborted) await stop(statement);
      throw error;
    }
  }

  return {
    execute: (text, parameters, signal) => turns(() => run(text, parameters, signal)),
    isReusable: () =>
      turns(async () => {
        // An error comes before the server's word on where it left the transaction; an empty statement waits for that.
        if (state === 'failed' && !(await endsWithin(END_MS, client.query('')))) return false;
        return state !== 'broken' && client.getTransactionStatus() === 'I';
      }),
  };
}

async function endsWithin(timeMs: number, statement: Promise<unknown>): Promise<boolean> {
  const ended = statement.then(
    () => true,
    () => true,
  );
  const timer = new AbortController();
  const tooLong = pause(timeMs, false, { signal: timer.signal }).catch(() => false);
  const isEnded = await Promise.race([ended, tooLong]);
  timer.abort();
  return isEnded;
}

/** Several statements have several results, though the types do not say so. */
function toResult(answer: pg.QueryResult | pg.QueryResult[]): SessionResult {
  const results = [answer].flat();
  return { rows: results.flatMap(({ rows }) => rows as unknown[]), command: results.at(-1)?.command ?? '' };
}
