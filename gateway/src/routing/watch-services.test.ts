import { describe, expect, it } from '@jest/globals';

import { createHealthBook } from './health/health-book.js';
import { createManualClock } from './health/testing/manual-clock.js';
import { createRegistry } from './registry.js';
import { watchServices } from './watch-services.js';

function startWatch(services: readonly string[], intervalMs = 1) {
  const clock = createManualClock();
  const registry = createRegistry(services.map((name) => ({ name })));
  const health = createHealthBook({ clock, random: () => 1 });
  const watch = watchServices({ registry, health, intervalMs });
  const told: string[] = [];
  const over = (async () => {
    for await (const service of watch) told.push(service);
  })();
  const fail = (id: string) => {
    for (let time = 0; time < 5; time += 1) health.of(id).begin().end({ code: 'PROVIDER_ERROR' });
  };
  /** Waits until that many were told, and a little longer. */
  const toldTimes = async (times: number) => {
    const deadline = performance.now() + 3_000;
    while (told.length < times && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 1));
    await new Promise((resolve) => setTimeout(resolve, 10));
    return told;
  };
  return { clock, registry, health, watch, over, fail, toldTimes };
}

describe('Whoever watches services', () => {
  it('is told of each at the beginning, then of those whose breaker or state changes', async () => {
    const { registry, clock, health, fail, toldTimes, watch, over } = startWatch(['one', 'two']);
    expect(await toldTimes(2)).toEqual(['one', 'two']);
    fail('two');
    expect(await toldTimes(3)).toEqual(['one', 'two', 'two']);
    health.of('one').begin().end({ code: 'PROVIDER_RATE_LIMITED' });
    expect((await toldTimes(4)).at(-1)).toBe('one');
    clock.pass(60_000);
    health.of('two').begin().end({ code: 'OK' });
    expect((await toldTimes(5)).slice(4)).toEqual(expect.arrayContaining(['two']));
    registry.remove('one');
    expect((await toldTimes(6)).at(-1)).toBe('one');
    await watch.return?.();
    await over;
  });

  it('is told once of many changes of a short time', async () => {
    const { clock, fail, toldTimes, watch, over } = startWatch(['one'], 60_000);
    expect(await toldTimes(1)).toEqual(['one']);
    for (let time = 0; time < 50; time += 1) {
      fail('one');
      clock.pass(60_000);
    }
    expect(await toldTimes(1)).toEqual(['one']);
    await watch.return?.();
    await over;
  });

  it('is told nothing of what is not known, and nothing after the end', async () => {
    const { registry, fail, toldTimes, watch, over } = startWatch(['one']);
    await toldTimes(1);
    fail('stranger');
    expect(await toldTimes(1)).toEqual(['one']);
    await watch.return?.();
    await over;
    registry.remove('one');
    expect(await watch.next()).toEqual({ done: true, value: undefined });
    expect(await toldTimes(1)).toEqual(['one']);
  });
});
