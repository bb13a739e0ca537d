import { describe, expect, it } from '@jest/globals';

import { createEventLog, type LogReader } from './event-log.js';

interface Item {
  readonly number: number;
}

const item = (number: number): Item => ({ number });

/** Reads so many items. */
async function take(reader: LogReader<Item>, count: number): Promise<unknown[]> {
  const taken: unknown[] = [];
  while (taken.length < count) {
    const next = await reader.next();
    taken.push(typeof next === 'string' ? next : next.number);
  }
  return taken;
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

describe('an event log', () => {
  it('tells every reader everything, each at its own pace', async () => {
    const log = createEventLog<Item>();
    const quick = log.read();
    range(0, 3).forEach((number) => log.append(item(number), 1));
    expect(await take(quick, 3)).toEqual([0, 1, 2]);
    const late = log.read();
    log.append(item(3), 1);
    log.end();
    expect(await take(late, 5)).toEqual([0, 1, 2, 3, 'ended']);
    expect(await take(quick, 2)).toEqual([3, 'ended']);
  });

  it('wakes a reader that waits', async () => {
    const log = createEventLog<Item>();
    const waiting = take(log.read(), 1);
    log.append(item(7), 1);
    expect(await waiting).toEqual([7]);
  });

  it('asks for more only when its quickest reader has nearly caught up', async () => {
    const log = createEventLog<Item>({ readAhead: 2 });
    let isWanted = false;
    const ask = () => {
      isWanted = false;
      return log.wanted().then(() => (isWanted = true));
    };
    const asked = ask();
    await Promise.resolve();
    expect(isWanted).toBe(false);
    const reader = log.read();
    await asked;
    range(0, 4).forEach((number) => log.append(item(number), 1));
    const again = ask();
    await take(reader, 1);
    expect(isWanted).toBe(false);
    await take(reader, 1);
    await again;
    expect(isWanted).toBe(true);
  });

  it('forgets what everyone has read once it is long, and then takes no late reader for complete', async () => {
    const log = createEventLog<Item>({ keep: 10 });
    const reader = log.read();
    for (const number of range(0, 64)) {
      log.append(item(number), 1);
      expect(await take(reader, 1)).toEqual([number]);
    }
    expect(log.isWhole).toBe(false);
    log.append(item(64), 1);
    expect(await take(reader, 1)).toEqual([64]);
  });

  it('tells a reader that fell too far behind so, whether in number or in size', async () => {
    for (const [count, size] of [
      [200, 1],
      [40, 100],
    ] as const) {
      const log = createEventLog<Item>({ keep: 10, maxItems: 100, maxSize: 2_000 });
      const slow = log.read();
      const quick = log.read();
      for (const number of range(0, count)) {
        log.append(item(number), size);
        await take(quick, 1);
      }
      expect(await take(slow, 1)).toEqual(['behind']);
    }
  });

  it('keeps one item that is larger than all it may keep', async () => {
    const log = createEventLog<Item>({ maxSize: 10 });
    const reader = log.read();
    log.append(item(1), 1_000);
    expect(await take(reader, 1)).toEqual([1]);
  });

  it('lets a waiting reader go', async () => {
    const log = createEventLog<Item>();
    const reader = log.read();
    const waiting = take(reader, 1);
    reader.leave();
    expect(await waiting).toEqual(['ended']);
    expect(log.readers).toBe(0);
  });
});
