import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { createLatency, DEFAULT_LATENCY } from './latency.js';
import { createManualClock } from './testing/manual-clock.js';

function startLatency(settings = DEFAULT_LATENCY) {
  const clock = createManualClock();
  return { clock, latency: createLatency(clock, settings) };
}

describe('Latency', () => {
  it('is unknown before anything was measured', () => {
    const { latency } = startLatency();
    expect(latency.summary()).toEqual({ ewma: null, p50: null, p95: null, p99: null });
    expect(latency.expectedMs()).toBe(0);
  });

  it('tells percentiles that were measured', () => {
    const { latency } = startLatency();
    for (let ms = 100; ms >= 1; ms -= 1) latency.add(ms);
    expect(latency.summary()).toMatchObject({ p50: 50, p95: 95, p99: 99 });
  });

  it('keeps a bounded number of times, the newest', () => {
    const { latency } = startLatency({ ...DEFAULT_LATENCY, samples: 10 });
    for (let ms = 1; ms <= 1_000; ms += 1) latency.add(ms);
    expect(latency.summary()).toMatchObject({ p50: 995, p95: 1_000 });
  });

  it('forgets times that are too old', () => {
    const { latency, clock } = startLatency();
    latency.add(5_000);
    clock.pass(DEFAULT_LATENCY.maxAgeMs + 1);
    expect(latency.summary().p50).toBeNull();
    latency.add(10);
    expect(latency.summary()).toMatchObject({ p50: 10, p99: 10 });
  });

  it('follows what is measured now, and after a silence at once', () => {
    const { latency, clock } = startLatency();
    latency.add(100);
    latency.add(200);
    expect(latency.summary().ewma).toBeCloseTo(120);
    clock.pass(10 * DEFAULT_LATENCY.forgetMs);
    latency.add(50);
    expect(latency.summary().ewma).toBeCloseTo(50, 1);
  });

  it('expects less and less of what was slow, so that it is tried again', () => {
    const { latency, clock } = startLatency();
    latency.add(1_000);
    const expected = [0, 15_000, 60_000].map((ms) => {
      clock.pass(ms);
      return latency.expectedMs();
    });
    expect(expected[0]).toBe(1_000);
    expect(expected[1]).toBeLessThan(700);
    expect(expected[2]).toBeLessThan(100);
  });

  it('lies between the least and the greatest time, its percentiles in order, whatever was measured', () => {
    const times = fc.array(fc.record({ ms: fc.nat(100_000), pause: fc.nat(10_000) }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(times, (measured) => {
        const { latency, clock } = startLatency();
        for (const { ms, pause } of measured) {
          clock.pass(pause);
          latency.add(ms);
        }
        const all = measured.map(({ ms }) => ms);
        const { p50, p95, p99, ewma } = latency.summary();
        const inOrder = [Math.min(...all), p50, p95, p99, Math.max(...all)].map(Number);
        expect(inOrder).toEqual(inOrder.toSorted((one, other) => one - other));
        expect(Number(ewma)).toBeGreaterThanOrEqual(Math.min(...all) - 1e-6);
        expect(Number(ewma)).toBeLessThanOrEqual(Math.max(...all) + 1e-6);
      }),
    );
  });
});
