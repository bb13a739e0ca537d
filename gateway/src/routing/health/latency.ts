import type { HealthClock } from './health-clock.js';

/** What is remembered of how long an instance takes. */
export interface LatencySettings {
  /** How many times are kept for percentiles. @default 256 */
  readonly samples: number;
  /** How old they may be, in milliseconds. @default 600,000 */
  readonly maxAgeMs: number;
  /** The least weight of a new time in the moving average. @default 0.2 */
  readonly weight: number;
  /** After this long without a new time the average counts for little, in milliseconds. @default 30,000 */
  readonly forgetMs: number;
}

export const DEFAULT_LATENCY: LatencySettings = { samples: 256, maxAgeMs: 600_000, weight: 0.2, forgetMs: 30_000 };

/** In milliseconds; null where nothing was measured lately. */
export interface LatencySummary {
  readonly ewma: number | null;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}

/** How long an instance takes. */
export interface Latency {
  add(ms: number): void;
  summary(): LatencySummary;
  /**
   * What the next request is expected to take, for a choice. It fades while nothing is measured: an instance that was
   * slow once is tried again, where a plain average would keep it out for ever. 0 where nothing is known.
   */
  expectedMs(): number;
}

interface Sample {
  readonly ms: number;
  readonly at: number;
}

export function createLatency(clock: HealthClock, settings: LatencySettings = DEFAULT_LATENCY): Latency {
  const samples: Sample[] = [];
  let next = 0;
  let ewma = 0;
  let lastAt = -Infinity;
  let known: { readonly at: number; readonly summary: LatencySummary } | null = null;
  const ageWeight = () => Math.exp((lastAt - clock.now()) / settings.forgetMs);
  return {
    add(ms) {
      // After a silence, and at first, the new time counts for nearly all.
      ewma += (ms - ewma) * Math.max(settings.weight, 1 - ageWeight());
      lastAt = clock.now();
      samples[next] = { ms, at: lastAt };
      next = (next + 1) % settings.samples;
      known = null;
    },
    summary() {
      const now = clock.now();
      // Sorted once for all who ask in the same second.
      if (known === null || now - known.at >= 1_000)
        known = { at: now, summary: summarize(samples, ewma, now, settings) };
      return known.summary;
    },
    expectedMs: () => ewma * ageWeight(),
  };
}

function summarize(
  samples: readonly Sample[],
  ewma: number,
  now: number,
  { maxAgeMs }: LatencySettings,
): LatencySummary {
  const recent = samples.filter(({ at }) => now - at <= maxAgeMs).map(({ ms }) => ms);
  if (recent.length === 0) return { ewma: null, p50: null, p95: null, p99: null };
  recent.sort((one, other) => one - other);
  // Nearest rank: a time that was measured, not one between two.
  const percentile = (part: number) => recent[Math.ceil(part * recent.length) - 1] ?? null;
  return { ewma, p50: percentile(0.5), p95: percentile(0.95), p99: percentile(0.99) };
}
