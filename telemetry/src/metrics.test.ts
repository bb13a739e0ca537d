import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createMetrics, type Metrics } from './metrics.js';

let metrics: Metrics;
afterEach(() => metrics.close());

const body = async () => (await metrics.render()).body;
const seconds = async (quantile: string) =>
  Number(new RegExp(`^sluice_event_loop_delay_seconds\\{quantile="${quantile}"\\} (.*)$`, 'm').exec(await body())?.[1]);

describe('Metrics', () => {
  it('are rendered as Prometheus text, with the default labels and the metrics of the process', async () => {
    metrics = createMetrics({ defaultLabels: { service: 'fasttext' } });
    const count = metrics.counter({ name: 'calls_total', help: 'Calls.', labels: ['outcome'] });
    count({ outcome: 'ok' });
    count({ outcome: 'ok' }, 2);
    const { contentType, body: text } = await metrics.render();
    expect(contentType).toMatch(/^text\/plain/);
    expect(text).toContain('sluice_calls_total{outcome="ok",service="fasttext"} 3');
    expect(text).toContain('process_resident_memory_bytes');
  });

  it('observe histograms, set gauges and read gauges when scraped', async () => {
    metrics = createMetrics();
    metrics.histogram({ name: 'size', help: 'Size.', labels: ['kind'], buckets: [1, 10] })({ kind: 'a' }, 5);
    metrics.gauge({ name: 'level', help: 'Level.', labels: ['kind'] })({ kind: 'a' }, 7);
    metrics.readGauge({ name: 'waiting', help: 'Waiting.' }, () => 9);
    const text = await body();
    expect(text).toContain('sluice_size_bucket{le="10",kind="a"} 1');
    expect(text).toContain('sluice_level{kind="a"} 7');
    expect(text).toContain('sluice_waiting 9');
  });

  it('read gauges with labels have the series of the moment, added up beyond the limit', async () => {
    metrics = createMetrics();
    let levels: readonly (readonly [string, number])[] = [];
    const read = () => levels.map(([tank, level]) => [{ tank }, level] as const);
    metrics.readGauges({ name: 'level', help: 'Level.', labels: ['tank'], maxSeries: 2 }, read);
    const series = async () => (await body()).split('\n').filter((line) => line.startsWith('sluice_level{'));
    levels = [
      ['a', 1],
      ['b', 2],
      ['c', 3],
      ['d', 4],
    ];
    expect(await series()).toEqual([
      'sluice_level{tank="a"} 1',
      'sluice_level{tank="b"} 2',
      'sluice_level{tank="other"} 7',
    ]);
    levels = [['e', 5]];
    expect(await series()).toEqual(['sluice_level{tank="e"} 5']);
  });

  it('count label sets beyond the limit together', async () => {
    metrics = createMetrics();
    const count = metrics.counter({ name: 'calls_total', help: 'Calls.', labels: ['model'], maxSeries: 2 });
    for (const model of ['a', 'b', 'c', 'd', 'a']) count({ model });
    const series = (await body()).split('\n').filter((line) => line.startsWith('sluice_calls_total{'));
    expect(series.toSorted()).toEqual([
      'sluice_calls_total{model="a"} 2',
      'sluice_calls_total{model="b"} 1',
      'sluice_calls_total{model="other"} 2',
    ]);
  });
});

describe("The event loop's delay", () => {
  it('shows a block since the last scrape, and only that', async () => {
    metrics = createMetrics();
    await sleep(50);
    await body();
    const until = performance.now() + 200;
    await sleep(20);
    while (performance.now() < until);
    await sleep(50);
    expect(await seconds('max')).toBeGreaterThan(0.1);
    await sleep(50);
    expect(await seconds('0.5')).toBeLessThan(0.05);
  });

  it('is zero when nothing was measured yet', async () => {
    metrics = createMetrics();
    expect(await seconds('max')).toBe(0);
  });
});
