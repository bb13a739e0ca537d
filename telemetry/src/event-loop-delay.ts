import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Gauge, type Registry } from 'prom-client';

const RESOLUTION_MS = 10;

/**
 * Gauges of how long the event loop was kept from its work since the last scrape: `event_loop_delay_seconds` by
 * `quantile` (`0.5`, `0.99`, `max`).
 *
 * @returns what stops the measurement
 */
export function measureEventLoopDelay(registry: Registry, prefix: string): () => void {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  new Gauge({
    name: `${prefix}event_loop_delay_seconds`,
    help: 'How long the event loop was blocked since the last scrape, in seconds.',
    labelNames: ['quantile'],
    registers: [registry],
    collect() {
      this.set({ quantile: '0.5' }, delaySeconds(histogram.percentile(50)));
      this.set({ quantile: '0.99' }, delaySeconds(histogram.percentile(99)));
      this.set({ quantile: 'max' }, delaySeconds(histogram.count === 0 ? 0 : histogram.max));
      histogram.reset();
    },
  });
  return () => histogram.disable();
}

/** Node measures the whole interval of its timer, so that an idle loop reads as the resolution; the rest is the delay. */
function delaySeconds(intervalNanoseconds: number): number {
  return Math.max(0, intervalNanoseconds / 1e9 - RESOLUTION_MS / 1e3);
}
