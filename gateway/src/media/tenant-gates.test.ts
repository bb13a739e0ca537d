import { describe, expect, it } from '@jest/globals';

import { createGate, createTenantGates } from './tenant-gates.js';

const patience = () => AbortSignal.timeout(5_000);

/** A task that ends when the test says so. */
function openTask() {
  let end = () => {};
  const ended = new Promise<void>((resolve) => (end = resolve));
  let runs = 0;
  return {
    task: () => {
      runs += 1;
      return ended;
    },
    end: () => end(),
    runs: () => runs,
  };
}

describe('a gate', () => {
  it('lets so many run, so many wait, and refuses the rest', async () => {
    const gate = createGate({ running: 2, waiting: 1 });
    const { task, end, runs } = openTask();
    const entered = [1, 2, 3].map(() => gate.run(task, patience()));
    await expect(gate.run(task, patience())).rejects.toMatchObject({ code: 'OVERLOADED' });
    expect(runs()).toBe(2);
    end();
    await Promise.all(entered);
    expect([runs(), gate.isIdle()]).toEqual([3, true]);
  });

  it('frees a place when who waits for it leaves, and when a task fails', async () => {
    const gate = createGate({ running: 1, waiting: 1 });
    const { task, end } = openTask();
    const running = gate.run(task, patience());
    const controller = new AbortController();
    const waiting = gate.run(task, controller.signal);
    controller.abort(new Error('left'));
    await expect(waiting).rejects.toThrow('left');
    const failing = gate.run(() => Promise.reject(new Error('failed')), patience());
    end();
    await running;
    await expect(failing).rejects.toThrow('failed');
    expect(gate.isIdle()).toBe(true);
  });

  it('of one tenant does not keep the others out', async () => {
    const run = createTenantGates({ total: { running: 4, waiting: 9 }, tenant: { running: 2, waiting: 9 } });
    const { task, end, runs } = openTask();
    const greedy = Array.from({ length: 5 }, () => run('greedy', task, patience()));
    expect(await run('modest', async () => 'served', patience())).toBe('served');
    expect(runs()).toBe(2);
    end();
    await Promise.all(greedy);
    expect(runs()).toBe(5);
  });
});
