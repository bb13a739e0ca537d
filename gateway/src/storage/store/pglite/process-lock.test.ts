import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { createPgliteFolder } from '../../testing/pglite-template.js';
import { startProcess } from '../../testing/start-process.js';
import { expectSoon } from '../../testing/expect-soon.js';
import { openPgliteStore } from './pglite-store.js';
import { identifyProcess } from './process-identity.js';
import { acquireProcessLock } from './process-lock.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const leave = (number: number, text: string) => writeFileSync(join(folder, `lock.${number}`), text);
const expectFree = async () => {
  const lock = await acquireProcessLock(folder);
  expect(lock).toBeDefined();
  await lock.release();
};
const self = async () => (await identifyProcess(process.pid))!;

describe('the lock of a folder', () => {
  it('is held by one at a time, and free again when it is released', async () => {
    const first = await acquireProcessLock(folder);
    await expect(acquireProcessLock(folder)).rejects.toMatchObject({ code: 'DATA_DIR_IN_USE' });
    await first.release();
    await expectFree();
  });

  it('is given to exactly one of many who come at once', async () => {
    leave(4, JSON.stringify({ ...(await self()), pid: 2 ** 22 + 1 }));
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => acquireProcessLock(folder)));
    const held = tries.filter((result) => result.status === 'fulfilled');
    expect(held).toHaveLength(1);
    await held[0]!.value.release();
  });

  it('is taken over from a process that is gone, and leaves one file', async () => {
    leave(4, JSON.stringify({ ...(await self()), pid: 2 ** 22 + 1 }));
    const lock = await acquireProcessLock(folder);
    expect(readdirSync(folder)).toEqual(['lock.5']);
    await lock.release();
  });

  it('is taken over when the number was given to another process since', async () => {
    const { pid, host, started } = await self();
    leave(1, JSON.stringify({ pid, host, started: `${started}0` }));
    await expectFree();
  });

  it('of another machine is taken over when that has been silent for long, and not before', async () => {
    leave(1, JSON.stringify({ pid: 1, host: 'elsewhere', started: null }));
    await expect(acquireProcessLock(folder)).rejects.toThrow('process 1 on elsewhere');
    const before = new Date(Date.now() - 40_000);
    utimesSync(join(folder, 'lock.1'), before, before);
    await expectFree();
  });

  it('is free when what stands there is no lock', async () => {
    leave(1, '');
    await expectFree();
  });
});

describe('the embedded store', () => {
  it('refuses a second process, naming the first and the folder, and takes over when that was killed', async () => {
    const { dataDir, remove } = await createPgliteFolder();
    const holder = startProcess('hold', { dataDir });
    await expectSoon(() => holder.lines.length > 0, 40_000);
    const [refusal] = await startProcess('hold', { dataDir }).ended;
    expect(refusal).toEqual({ error: expect.stringContaining(`in use by process ${holder.pid} on `) });
    expect(refusal).toEqual({ error: expect.stringContaining(join(dataDir, 'store')) });
    await expect(openPgliteStore({ dataDir })).rejects.toThrow(`${holder.pid}`);
    await holder.kill();
    const store = await openPgliteStore({ dataDir });
    expect(await store.execute('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await store.close();
    remove();
  }, 90_000);

  const rounds = Number(process.env['SLUICE_KILL_ROUNDS'] ?? 3);
  it(
    `loses no acknowledged row over ${rounds} kills while it writes (SLUICE_KILL_ROUNDS)`,
    async () => {
      const { dataDir, remove } = await createPgliteFolder();
      const acknowledged: number[] = [];
      for (let round = 0; round < rounds; round++) {
        const writer = startProcess('write', { dataDir }, `${round}`);
        const enough = 20 + Math.floor(Math.random() * 60);
        await expectSoon(() => writer.lines.length >= enough, 40_000);
        await writer.kill();
        acknowledged.push(writer.lines.length);
      }
      const store = await openPgliteStore({ dataDir });
      const rows = await store.execute(
        'SELECT round, count(*) AS count, max(number) AS last FROM written GROUP BY 1 ORDER BY 1',
      );
      await store.close();
      remove();
      expect(rows).toHaveLength(rounds);
      for (const [round, row] of (rows as { count: number; last: number }[]).entries()) {
        expect(row.count).toBeGreaterThanOrEqual(acknowledged[round]!);
        expect(row.last).toBe(row.count - 1);
      }
    },
    60_000 + rounds * 20_000,
  );
});
