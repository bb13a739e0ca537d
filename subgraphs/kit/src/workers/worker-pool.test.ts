import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { ServiceError } from '@sluice/schema';
import { createWorkerPool, type WorkerPool, type WorkerPoolOptions } from './worker-pool.js';

type Task = { readonly do: string; readonly text?: string; readonly ms?: number; readonly file?: string };

const file = new URL('./fixtures/toy-worker.js', import.meta.url);
let pool: WorkerPool<Task, unknown>;
afterEach(() => pool.close());

const startPool = (options: Partial<WorkerPoolOptions> = {}) => {
  pool = createWorkerPool({ file, ...options });
  return pool;
};
const answer = (text: string) => pool.run({ do: 'answer', text });
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'ok',
    (error: unknown) => (error instanceof ServiceError ? error.code : `not coded: ${String(error)}`),
  );
const leaveAfter = (ms: number) => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(new ServiceError('CANCELLED', 'The caller left.')), ms);
  return { signal: controller.signal };
};

describe('A worker pool', () => {
  it('tells its progress while it loads, and answers', async () => {
    const told: unknown[] = [];
    await startPool({ size: 2 }).start((...progress) => told.push(progress));
    expect(told).toEqual(Array(2).fill(['Loading the toy', 0.5]));
    expect(await Promise.all(['a', 'b', 'c'].map(answer))).toEqual([{ text: 'a' }, { text: 'b' }, { text: 'c' }]);
  });

  it('starts by itself with the first task', async () => {
    startPool();
    expect(await answer('a')).toEqual({ text: 'a' });
  });

  it('keeps the code and the details of a coded error', async () => {
    startPool();
    const error = await pool.run({ do: 'throw coded' }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ServiceError);
    expect(error).toMatchObject({ code: 'CONTEXT_WINDOW_EXCEEDED', message: 'Too long.', details: { model: 'm' } });
  });

  it('throws what a task throws, without taking it for a death', async () => {
    startPool();
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await expect(pool.run({ do: 'throw' })).rejects.toMatchObject({ name: 'TypeError' });
    }
    expect(await answer('a')).toEqual({ text: 'a' });
  });

  it('hands over errors among outcomes as errors', async () => {
    startPool();
    expect(await pool.run({ do: 'outcomes' })).toEqual(['a', expect.any(Error), 'c']);
  });

  it('bounds the tasks that wait', async () => {
    startPool({ maxQueue: 2 });
    await pool.start();
    const codes = await Promise.all(Array.from({ length: 6 }, () => codeOf(pool.run({ do: 'work', ms: 50 }))));
    expect(codes.filter((code) => code === 'ok').length).toBeGreaterThanOrEqual(3);
    expect(codes).toContain('OVERLOADED');
  });

  it('fails tasks when it is closed, and those that come after', async () => {
    startPool();
    await pool.start();
    const running = codeOf(pool.run({ do: 'work', ms: 5_000 }));
    await sleep(20);
    await pool.close();
    expect(await running).toBe('PROVIDER_ERROR');
    expect(await codeOf(answer('a'))).toBe('SERVICE_UNAVAILABLE');
  });
});

describe('A thread that dies', () => {
  it.each(['die', 'crash'])('by a task that makes it %s fails that task alone and is replaced', async (how) => {
    startPool();
    expect(await codeOf(pool.run({ do: how }))).toBe('PROVIDER_ERROR');
    expect(await answer('a')).toEqual({ text: 'a' });
  });

  it('again and again rests with the pool, which then comes back', async () => {
    startPool();
    const codes = [];
    for (let attempt = 0; attempt < 3; attempt += 1) codes.push(await codeOf(pool.run({ do: 'die' })));
    expect(codes).toEqual(Array(3).fill('PROVIDER_ERROR'));
    await expect(answer('a')).rejects.toMatchObject({
      code: 'PROVIDER_ERROR',
      details: { retryAfterMs: expect.any(Number) },
    });
    await sleep(300);
    expect(await answer('b')).toEqual({ text: 'b' });
  });

  it('while it loads fails the start', async () => {
    startPool({ workerData: { dieAtLoad: true } });
    await expect(pool.start()).rejects.toThrow('no model');
  });

  it('for good does not hang its callers, and comes back when it can load again', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kit-pool-'));
    const mark = join(folder, 'broken');
    startPool({ workerData: { dieOnceLoaded: mark } });
    await pool.start();
    expect(await codeOf(pool.run({ do: 'die for good', file: mark }))).toBe('PROVIDER_ERROR');
    expect(await codeOf(answer('a'))).toBe('PROVIDER_ERROR');
    rmSync(folder, { recursive: true });
    const codes = [];
    for (let attempt = 0; attempt < 40 && codes.at(-1) !== 'ok'; attempt += 1) {
      await sleep(100);
      codes.push(await codeOf(answer('b')));
    }
    expect(codes.at(-1)).toBe('ok');
  });
});

describe('A caller who leaves', () => {
  it('is told at once; the thread goes on by default and takes the next task', async () => {
    startPool();
    await pool.start();
    const startedAt = performance.now();
    expect(await codeOf(pool.run({ do: 'work', ms: 300 }, leaveAfter(50)))).toBe('CANCELLED');
    expect(performance.now() - startedAt).toBeLessThan(250);
    expect(await answer('a')).toEqual({ text: 'a' });
    expect(performance.now() - startedAt).toBeGreaterThan(280);
  });

  it('ends the thread where the pool says so, which is no death', async () => {
    startPool({ abort: 'terminate' });
    await pool.start();
    for (let attempt = 0; attempt < 4; attempt += 1) {
      expect(await codeOf(pool.run({ do: 'work', ms: 60_000 }, leaveAfter(30)))).toBe('CANCELLED');
    }
    expect(await answer('a')).toEqual({ text: 'a' });
  });
});
