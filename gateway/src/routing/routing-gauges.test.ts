import { afterEach, describe, expect, it } from '@jest/globals';
import { createMetrics, type Metrics } from '@sluice/telemetry';

import { type RouteInput, routeSettings } from '../config/route-settings.js';
import { createRoutingMetrics } from '../telemetry/routing-metrics.js';
import { createHealthBook } from './health/health-book.js';
import { createManualClock } from './health/testing/manual-clock.js';
import type { InstanceState } from './instance.js';
import { createRegistry } from './registry.js';
import { watchCriticalRoutes } from './routes/critical-routes.js';
import { compileRoutes } from './routes/find-route.js';
import { gaugeRouting } from './routing-gauges.js';

let metrics: Metrics;
afterEach(() => metrics.close());

/** The series of a metric, without its name. */
async function series(name: string): Promise<string[]> {
  const lines = (await metrics.render()).body.split('\n');
  return lines.filter((line) => line.startsWith(`${name}{`)).map((line) => line.slice(name.length));
}

function startGauges(...routes: Partial<RouteInput>[]) {
  metrics = createMetrics({ prefix: '' });
  const clock = createManualClock();
  const registry = createRegistry([]);
  const health = createHealthBook({ clock, random: () => 1 });
  const written = routes.map((route) => ({ capability: 'generation', critical: true, targets: [], ...route }));
  const critical = watchCriticalRoutes(compileRoutes(routeSettings.parse(written)), { registry, health });
  gaugeRouting(metrics, { registry, health, critical });
  const update = (id: string, models: readonly string[], state: InstanceState = 'READY') => {
    const offer = { models, details: new Map(), supports: null };
    const [service = id] = id.split('/');
    const capabilities = new Map([['generation', offer]]);
    registry.update({ id, service, url: 'http://127.0.0.1:1', state, capabilities, source: 'CONFIGURED' });
  };
  const fail = (id: string) => {
    for (let time = 0; time < 5; time += 1) health.of(id).begin().end({ code: 'PROVIDER_ERROR' });
  };
  return { clock, health, registry, update, fail };
}

describe('The metrics of routing', () => {
  it('tell how many targets of each critical route are well', async () => {
    const { health, update, fail } = startGauges(
      { model: 'fast', targets: [{ service: 'llama', model: 'small' }, { service: 'openai' }, { service: 'absent' }] },
      { critical: false, model: 'other', targets: [{ service: 'llama' }] },
      { targets: [{ service: 'openai', model: 'unknown' }] },
    );
    const told = () => series('critical_route_targets');
    expect(await told()).toEqual([
      '{route="0",capability="generation",model="fast"} 0',
      '{route="2",capability="generation",model=""} 0',
    ]);
    const [first] = ['{route="0",capability="generation",model="fast"} '];
    const wellTargets = async () => Number((await told())[0]?.slice(first?.length));
    update('llama', ['small'], 'STARTING');
    update('openai/1', ['gpt-5']);
    update('openai/2', ['gpt-5']);
    expect(await wellTargets()).toBe(1);
    update('llama', ['small']);
    expect(await wellTargets()).toBe(2);
    fail('openai/1');
    expect(await wellTargets()).toBe(2);
    fail('openai/2');
    expect(await wellTargets()).toBe(1);
    health.of('llama').begin().end({ code: 'PROVIDER_RATE_LIMITED', retryAfterMs: 1_000 });
    // A limit of rate concerns some callers alone: the target is well.
    expect(await wellTargets()).toBe(1);
    fail('llama');
    expect(await wellTargets()).toBe(0);
    expect((await told())[1]).toMatch(/ 0$/);
  });

  it('count the instances of a service by state and breaker, and what is on its way', async () => {
    const { health, update, fail } = startGauges();
    for (const id of ['a/1', 'a/2', 'a/3', 'b']) update(id, []);
    update('b', [], 'DOWN');
    fail('a/2');
    health.of('a/1').begin();
    health.of('a/3').begin();
    health.of('a/3').begin().end({ code: 'PROVIDER_RATE_LIMITED' });
    expect(await series('instances')).toEqual([
      '{service="a",state="READY",breaker="CLOSED"} 1',
      '{service="a",state="READY",breaker="OPEN"} 1',
      '{service="a",state="READY",breaker="COOL_DOWN"} 1',
      '{service="b",state="DOWN",breaker="CLOSED"} 1',
    ]);
    expect(await series('in_flight_attempts')).toEqual(['{service="a"} 2', '{service="b"} 0']);
  });

  it('count attempts, and of them those that were more than one would have been', async () => {
    metrics = createMetrics({ prefix: '' });
    const { onAttempt, onBudgetSpent } = createRoutingMetrics(metrics);
    const attempt = { capability: 'generation', service: 'llama', outcome: 'OK' };
    onAttempt({ ...attempt, kind: 'FIRST' });
    onAttempt({ ...attempt, kind: 'RETRY', outcome: 'PROVIDER_ERROR' });
    onAttempt({ ...attempt, kind: 'FALLBACK', service: 'openai' });
    onAttempt({ ...attempt, kind: 'HEDGE', service: 'openai' });
    onBudgetSpent('llama');
    expect(await series('attempts_total')).toEqual([
      '{capability="generation",service="llama",outcome="OK"} 1',
      '{capability="generation",service="llama",outcome="PROVIDER_ERROR"} 1',
      '{capability="generation",service="openai",outcome="OK"} 2',
    ]);
    expect(await series('retries_total')).toEqual(['{capability="generation",service="llama"} 1']);
    expect(await series('fallbacks_total')).toEqual(['{capability="generation",service="openai"} 1']);
    expect(await series('hedges_total')).toEqual(['{capability="generation",service="openai"} 1']);
    expect(await series('retry_budget_spent_total')).toEqual(['{service="llama"} 1']);
  });
});
