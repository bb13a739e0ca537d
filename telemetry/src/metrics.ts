import { collectDefaultMetrics, Counter, Gauge, type GaugeConfiguration, Histogram, Registry } from 'prom-client';
import { createBoundedSeries, type Labels } from './bounded-series.js';
import { measureEventLoopDelay } from './event-loop-delay.js';

export interface MetricsOptions {
  /** Begins the name of every metric but the process's own. @default sluice_ */
  readonly prefix?: string;
  /** On every series: who this process is. */
  readonly defaultLabels?: Readonly<Record<string, string>>;
}

export interface MetricOptions<Label extends string> {
  /** Without the prefix; counters end in `_total`, durations in `_seconds`. */
  readonly name: string;
  readonly help: string;
  /** Values must come from a small set: never ids, texts or what a caller chose. */
  readonly labels: readonly Label[];
  /** Most label sets; later ones are counted together under `other`. @default 500 */
  readonly maxSeries?: number;
}

export interface HistogramOptions<Label extends string> extends MetricOptions<Label> {
  /** Upper bounds, rising. @default `DURATION_BUCKETS` */
  readonly buckets?: readonly number[];
}

/** From a millisecond to two minutes, in seconds. */
export const DURATION_BUCKETS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120] as const;

const MAX_SERIES = 500;

type Series<Label extends string> = Iterable<readonly [labels: Labels<Label>, value: number]>;

/** Tells the series of this moment. */
export type ReadSeries<Label extends string> = () => Series<Label> | Promise<Series<Label>>;

/** The Prometheus metrics of one process. */
export interface Metrics {
  /** @returns adds `value` (default 1) to a series */
  counter<Label extends string>(options: MetricOptions<Label>): (labels: Labels<Label>, value?: number) => void;
  /** @returns sets a series */
  gauge<Label extends string>(options: MetricOptions<Label>): (labels: Labels<Label>, value: number) => void;
  /** A gauge that is read when it is scraped. */
  readGauge(options: Omit<MetricOptions<never>, 'labels'>, read: () => number): void;
  /** One with labels: each scrape has the series of that moment, and no others. A reading must not reject. */
  readGauges<Label extends string>(options: MetricOptions<Label>, read: ReadSeries<Label>): void;
  /** @returns adds an observation to a series */
  histogram<Label extends string>(options: HistogramOptions<Label>): (labels: Labels<Label>, value: number) => void;
  /** The body of `GET /metrics`. */
  render(): Promise<{ readonly contentType: string; readonly body: string }>;
  /** Stops the measurement and forgets every series. */
  close(): void;
}

/** @returns a registry of its own, with the process's default metrics and the event loop's delay */
export function createMetrics({ prefix = 'sluice_', defaultLabels = {} }: MetricsOptions = {}): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels(defaultLabels);
  collectDefaultMetrics({ register: registry });
  const stopMeasurement = measureEventLoopDelay(registry, prefix);
  const configure = <Label extends string>({ name, help, labels }: MetricOptions<Label>) => ({
    name: `${prefix}${name}`,
    help,
    labelNames: labels,
    registers: [registry],
  });

  return {
    counter<Label extends string>(options: MetricOptions<Label>) {
      const counter = new Counter(configure(options));
      const bound = createBoundedSeries<Label>(options.maxSeries ?? MAX_SERIES);
      return (labels: Labels<Label>, value = 1) => counter.inc(bound(labels), value);
    },
    gauge<Label extends string>(options: MetricOptions<Label>) {
      const gauge = new Gauge(configure(options));
      const bound = createBoundedSeries<Label>(options.maxSeries ?? MAX_SERIES);
      return (labels: Labels<Label>, value: number) => gauge.set(bound(labels), value);
    },
    readGauge(options, read) {
      new Gauge({
        ...configure({ ...options, labels: [] }),
        collect() {
          this.set(read());
        },
      });
    },
    readGauges: (options, read) => readGauges(configure(options), read, options.maxSeries ?? MAX_SERIES),
    histogram<Label extends string>(options: HistogramOptions<Label>) {
      const buckets = [...(options.buckets ?? DURATION_BUCKETS)];
      const histogram = new Histogram({ ...configure(options), buckets });
      const bound = createBoundedSeries<Label>(options.maxSeries ?? MAX_SERIES);
      return (labels: Labels<Label>, value: number) => histogram.observe(bound(labels), value);
    },
    render: async () => ({ contentType: registry.contentType, body: await registry.metrics() }),
    close() {
      stopMeasurement();
      registry.clear();
    },
  };
}

/** Those series that are beyond the limit in one scrape are added up. */
function readGauges<Label extends string>(
  configuration: GaugeConfiguration<Label>,
  read: ReadSeries<Label>,
  maxSeries: number,
): void {
  new Gauge({
    ...configuration,
    async collect() {
      const series = await read();
      this.reset();
      const bound = createBoundedSeries<Label>(maxSeries);
      for (const [labels, value] of series) this.inc(bound(labels), value);
    },
  });
}
