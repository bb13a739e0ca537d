import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { fillStorageFolder, openPgliteStore, type Store } from '@sluice/gateway/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { checkStore } from './check-store.js';

const EVENTS = ['ExecutionQueued', 'ExecutionStarted', 'AttemptStarted', 'TextDelta', 'ExecutionSucceeded'];

describe('The checks of what is kept', () => {
  let dataDir: string;
  let store: Store;
  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'sluice-check-store-'));
    await fillStorageFolder(dataDir);
    store = await openPgliteStore({ dataDir });
  }, 60_000);
  afterAll(async () => {
    await store.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  /** An execution as it should stand at its end. @returns its key, which is its id */
  async function keepWell(): Promise<string> {
    const id = randomUUID();
    await store.execute(
      `INSERT INTO sluice.executions (id, tenant, submitted_by, principal, kind, status, priority, attempt, max_attempts,
         last_event, job_id, labels, idempotency_key, request_hash, keep_seconds, finished_at)
       VALUES ($1, 't', 'p', '{}', 'generation', 'SUCCEEDED', 0, 1, 3, $2, $1, '{}', $3, '', 60, now())`,
      [id, EVENTS.length, id],
    );
    for (const [index, type] of EVENTS.entries()) await addEvent(id, index + 1, type);
    await store.execute(
      `INSERT INTO sluice.execution_ledger (execution, tenant, submitted_by, kind, status, attempts, calls, usage)
       VALUES ($1, 't', 'p', 'generation', 'SUCCEEDED', 1, 1, '{}')`,
      [id],
    );
    return id;
  }
  const addEvent = (id: string, number: number, type: string) =>
    store.execute('INSERT INTO sluice.execution_events (execution, number, type) VALUES ($1, $2, $3)', [
      id,
      number,
      type,
    ]);

  it('find nothing where nothing is wrong', async () => {
    const keys = [await keepWell(), await keepWell()];
    expect(await checkStore(store, keys)).toEqual({ executions: 2, attempts: 2, wrong: [] });
  });

  it.each([
    ['has not ended', `UPDATE sluice.executions SET status = 'RUNNING', finished_at = NULL WHERE id = $1`],
    ['its counter says', `UPDATE sluice.executions SET last_event = 9 WHERE id = $1`],
    ['numbered 1 2 3 5', `DELETE FROM sluice.execution_events WHERE execution = $1 AND number = 4`],
    [
      'has ended 2 times',
      `UPDATE sluice.execution_events SET type = 'ExecutionFailed' WHERE execution = $1 AND number = 4`,
    ],
    ['last event is TextDelta', `DELETE FROM sluice.execution_events WHERE execution = $1 AND number = 5`],
    ['attempts, 1 of them told', `UPDATE sluice.executions SET attempt = 2 WHERE id = $1`],
    ['0 lines in the ledger', `DELETE FROM sluice.execution_ledger WHERE execution = $1`],
    ['the ledger says', `UPDATE sluice.execution_ledger SET status = 'FAILED' WHERE execution = $1`],
  ])('find that an execution %s', async (what, statement) => {
    const id = await keepWell();
    await store.execute(statement, [id]);
    const { wrong } = await checkStore(store, [id]);
    expect(wrong.join('\n')).toContain(what);
  });

  it('miss an execution that is not there', async () => {
    expect(await checkStore(store, [randomUUID()])).toMatchObject({ executions: 0 });
  });
});
