import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { Candidate, Strategy } from './candidate.js';
import { orderTargets } from './order-targets.js';
import { createSeededRandom } from './testing/seeded-random.js';

const STRATEGIES: readonly Strategy[] = ['PRIORITY', 'WEIGHTED', 'LEAST_IN_FLIGHT', 'LOWEST_LATENCY', 'LOWEST_COST'];

function candidate(instanceId: string, values: Partial<Candidate> = {}): Candidate {
  return { instanceId, priority: 100, weight: 1, inFlight: 0, ewmaMs: 0, cost: null, mayBeAsked: 'YES', ...values };
}

function order(strategy: Strategy, candidates: readonly Candidate[], random = createSeededRandom(1)): string {
  return orderTargets(candidates, strategy, random)
    .map(({ instanceId }) => instanceId)
    .join(' ');
}

/** What part of many choices each target had, as the first. */
function shares(strategy: Strategy, candidates: readonly Candidate[]): Record<string, number> {
  const times = 8_000;
  const random = createSeededRandom(7);
  const counts: Record<string, number> = Object.fromEntries(candidates.map(({ instanceId }) => [instanceId, 0]));
  for (let time = 0; time < times; time += 1) {
    const [first] = orderTargets(candidates, strategy, random);
    if (first) counts[first.instanceId] = (counts[first.instanceId] ?? 0) + 1 / times;
  }
  return counts;
}

const anyCandidates = fc
  .array(
    fc.record({
      priority: fc.integer({ min: 0, max: 3 }),
      weight: fc.constantFrom(0, 1, 2, 100),
      inFlight: fc.nat(5),
      ewmaMs: fc.constantFrom(0, 10, 200),
      cost: fc.constantFrom(null, 0, 0.5, 3),
      mayBeAsked: fc.constantFrom('YES' as const, 'PROBE' as const, 'NO' as const),
    }),
    { maxLength: 8 },
  )
  .map((list) => list.map((values, index) => candidate(`t${index}`, values)));

describe('Whatever the strategy and the targets', () => {
  it('names each that may be asked once, and no other', () => {
    fc.assert(
      fc.property(anyCandidates, fc.constantFrom(...STRATEGIES), fc.nat(), (candidates, strategy, seed) => {
        const ordered = orderTargets(candidates, strategy, createSeededRandom(seed));
        const may = candidates.filter(({ mayBeAsked }) => mayBeAsked !== 'NO');
        expect(new Set(ordered)).toEqual(new Set(may));
        expect(ordered).toHaveLength(may.length);
      }),
    );
  });

  it('gives equal targets equal parts, so that gateways that start together do not all ask the same one', () => {
    const equal = ['a', 'b', 'c', 'd'].map((id) => candidate(id));
    for (const strategy of STRATEGIES) {
      for (const share of Object.values(shares(strategy, equal))) expect(share).toBeCloseTo(0.25, 1);
    }
  });

  it('chooses the same for the same random numbers', () => {
    fc.assert(
      fc.property(anyCandidates, fc.constantFrom(...STRATEGIES), fc.nat(), (candidates, strategy, seed) => {
        const once = order(strategy, candidates, createSeededRandom(seed));
        expect(order(strategy, candidates, createSeededRandom(seed))).toBe(once);
      }),
    );
  });
});

describe('By priority', () => {
  it('asks the smaller number first, however busy it is', () => {
    const busy = candidate('primary', { priority: 1, inFlight: 50 });
    expect(order('PRIORITY', [candidate('second', { priority: 2 }), busy])).toBe('primary second');
  });

  it('asks of equal ones the least busy, a heavier one with as much more at a time', () => {
    const light = candidate('light', { inFlight: 3 });
    const heavy = candidate('heavy', { inFlight: 5, weight: 2 });
    expect(order('PRIORITY', [light, heavy])).toBe('heavy light');
    expect(order('PRIORITY', [light, { ...heavy, inFlight: 9 }])).toBe('light heavy');
  });

  it('asks a primary that may be well again before its stand-in', () => {
    const primary = candidate('primary', { priority: 1, mayBeAsked: 'PROBE' });
    expect(order('PRIORITY', [candidate('stand-in'), primary])).toBe('primary stand-in');
  });

  it('never puts a greater number before a smaller one', () => {
    fc.assert(
      fc.property(anyCandidates, fc.nat(), (candidates, seed) => {
        const numbers = orderTargets(candidates, 'PRIORITY', createSeededRandom(seed)).map(({ priority }) => priority);
        expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
      }),
    );
  });
});

describe('By weight', () => {
  it('gives each target its part of the load', () => {
    const weighted = shares('WEIGHTED', [
      candidate('a', { weight: 70 }),
      candidate('b', { weight: 20 }),
      candidate('c', { weight: 10 }),
    ]);
    expect(Math.abs((weighted['a'] ?? 0) - 0.7)).toBeLessThan(0.02);
    expect(Math.abs((weighted['b'] ?? 0) - 0.2)).toBeLessThan(0.02);
    expect(Math.abs((weighted['c'] ?? 0) - 0.1)).toBeLessThan(0.02);
  });

  it('shares the load of one that may not be asked by the weights of the others', () => {
    const weighted = shares('WEIGHTED', [
      candidate('a', { weight: 70, mayBeAsked: 'NO' }),
      candidate('b', { weight: 20 }),
      candidate('c', { weight: 10 }),
    ]);
    expect(weighted['a']).toBe(0);
    expect(Math.abs((weighted['b'] ?? 0) - 2 / 3)).toBeLessThan(0.02);
  });

  it('asks a target of no weight only when all others were', () => {
    const candidates = [candidate('never', { weight: 0 }), candidate('a', { weight: 1 }), candidate('b')];
    for (let seed = 0; seed < 50; seed += 1) {
      expect(order('WEIGHTED', candidates, createSeededRandom(seed))).toMatch(/never$/);
    }
  });
});

describe('By least in flight', () => {
  it('asks the least busy, wherever it stands', () => {
    const candidates = [candidate('a', { inFlight: 9, priority: 1 }), candidate('b', { inFlight: 2, priority: 9 })];
    expect(order('LEAST_IN_FLIGHT', candidates)).toBe('b a');
  });

  it('levels the load out', () => {
    const random = createSeededRandom(3);
    const inFlight = new Map(['a', 'b', 'c'].map((id) => [id, 0]));
    for (let request = 0; request < 300; request += 1) {
      const candidates = [...inFlight].map(([id, count]) => candidate(id, { inFlight: count }));
      const [first] = orderTargets(candidates, 'LEAST_IN_FLIGHT', random);
      if (first) inFlight.set(first.instanceId, first.inFlight + 1);
    }
    expect([...inFlight.values()]).toEqual([100, 100, 100]);
  });
});

describe('By lowest latency', () => {
  const speeds = [
    candidate('fast', { ewmaMs: 50 }),
    candidate('middle', { ewmaMs: 100 }),
    candidate('slow', { ewmaMs: 400 }),
  ];

  it('asks the faster of two random ones: the slowest of three never, the fastest in two of three cases', () => {
    const { fast, middle, slow } = shares('LOWEST_LATENCY', speeds);
    expect(Math.abs((fast ?? 0) - 2 / 3)).toBeLessThan(0.02);
    expect(Math.abs((middle ?? 0) - 1 / 3)).toBeLessThan(0.02);
    expect(slow).toBe(0);
  });

  it('falls back by speed', () => {
    expect(order('LOWEST_LATENCY', speeds)).toMatch(/slow$/);
  });

  it('takes a fast one with a queue for a slow one', () => {
    const queued = candidate('queued', { ewmaMs: 10, inFlight: 30 });
    expect(order('LOWEST_LATENCY', [queued, candidate('idle', { ewmaMs: 200 })])).toBe('idle queued');
  });

  it('tries what is unknown, and not with everything at once', () => {
    const known = candidate('known', { ewmaMs: 20 });
    expect(order('LOWEST_LATENCY', [known, candidate('new')])).toBe('new known');
    expect(order('LOWEST_LATENCY', [known, candidate('new', { inFlight: 40 })])).toBe('known new');
  });
});

describe('By lowest cost', () => {
  it('asks the cheapest first, and last what has no known price', () => {
    const candidates = [candidate('unknown'), candidate('dear', { cost: 3 }), candidate('free', { cost: 0 })];
    expect(order('LOWEST_COST', candidates)).toBe('free dear unknown');
  });

  it('decides between equal prices by priority, then by load', () => {
    const candidates = [
      candidate('busy', { cost: 1, inFlight: 4 }),
      candidate('idle', { cost: 1 }),
      candidate('primary', { cost: 1, priority: 1, inFlight: 9 }),
    ];
    expect(order('LOWEST_COST', candidates)).toBe('primary idle busy');
  });
});
