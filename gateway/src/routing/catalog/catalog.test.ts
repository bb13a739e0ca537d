import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';

import { describeInstance as instance, startGraph } from './testing/start-graph.js';

describe('The services of the graph', () => {
  it('are as well as the best of their instances, and offer what any of them offers', async () => {
    const { ask } = startGraph([
      instance('openai', { generation: ['gpt-5'] }, { id: 'openai-1', state: 'DOWN' }),
      instance('llama', null, { state: 'STARTING' }),
      instance('openai', { generation: ['gpt-5', 'gpt-6'], embeddings: ['te-3'] }, { id: 'openai-2' }),
    ]);
    expect(
      await ask('{ services { name health instances { id health source } capabilities { name models } } }'),
    ).toEqual({
      services: [
        {
          name: 'openai',
          health: 'READY',
          instances: [
            { id: 'openai-1', health: 'DOWN', source: 'CONFIGURED' },
            { id: 'openai-2', health: 'READY', source: 'CONFIGURED' },
          ],
          capabilities: [
            { name: 'generation', models: ['gpt-5', 'gpt-6'] },
            { name: 'embeddings', models: ['te-3'] },
          ],
        },
        {
          name: 'llama',
          health: 'STARTING',
          instances: [{ id: 'llama', health: 'STARTING', source: 'CONFIGURED' }],
          capabilities: [],
        },
      ],
    });
  });

  const HEALTH = `{ services { instances {
    breaker openUntil coolDownUntil inFlight successes failures latency { average p50 p95 p99 } lastError { code at }
  } } }`;
  const instancesOf = ({ services }: Record<string, unknown>) =>
    (services as { readonly instances: readonly unknown[] }[]).flatMap(({ instances }) => instances);

  it('are told as unknown before they were asked, without becoming known by that', async () => {
    const { ask, health } = startGraph([instance('llama', {})]);
    expect(instancesOf(await ask(HEALTH))).toEqual([
      {
        breaker: 'CLOSED',
        openUntil: null,
        coolDownUntil: null,
        inFlight: 0,
        successes: 0,
        failures: 0,
        latency: { average: null, p50: null, p95: null, p99: null },
        lastError: null,
      },
    ]);
    expect(health.peek('llama')).toBeNull();
  });

  it('tell of breakers, cool-downs, latency and the last error, with the time of day', async () => {
    const { ask, health, clock } = startGraph([instance('one', {}), instance('two', {})]);
    const attempt = (id: string) => health.of(id).begin();
    for (let time = 0; time < 5; time += 1) attempt('one').end({ code: 'PROVIDER_OVERLOADED' });
    const answered = attempt('two');
    clock.pass(40);
    answered.end({ code: 'OK' });
    attempt('two').end({ code: 'PROVIDER_RATE_LIMITED', retryAfterMs: 5_000 });
    attempt('two');
    const latency = { average: null, p50: null, p95: null, p99: null };
    expect(instancesOf(await ask(HEALTH))).toEqual([
      {
        breaker: 'OPEN',
        openUntil: '2026-11-23T12:00:03.000Z',
        coolDownUntil: null,
        inFlight: 0,
        successes: 0,
        failures: 5,
        latency,
        lastError: { code: 'PROVIDER_OVERLOADED', at: '2026-11-23T12:00:01.000Z' },
      },
      {
        breaker: 'CLOSED',
        openUntil: null,
        coolDownUntil: '2026-11-23T12:00:06.040Z',
        inFlight: 1,
        successes: 1,
        failures: 0,
        latency: { average: 40, p50: 40, p95: 40, p99: 40 },
        lastError: { code: 'PROVIDER_RATE_LIMITED', at: '2026-11-23T12:00:01.040Z' },
      },
    ]);
  });
});

describe('The capabilities of the graph', () => {
  it('are those of the contracts and of what services have brought, with who offers them', async () => {
    const { ask } = startGraph([
      instance('llama', { generation: ['small'], riddles: ['sphinx'] }, { state: 'DRAINING' }),
      instance('openai', { generation: ['gpt-5', 'small'] }, { state: 'DOWN' }),
    ]);
    expect(await ask('{ capabilities { name health services models } }')).toEqual({
      capabilities: [
        { name: 'embeddings', health: 'DOWN', services: [], models: [] },
        { name: 'generation', health: 'DRAINING', services: ['llama', 'openai'], models: ['gpt-5', 'small'] },
        { name: 'riddles', health: 'DRAINING', services: ['llama'], models: ['sphinx'] },
      ],
    });
  });
});

describe('The page on routing', () => {
  it('shows a query that is answered', async () => {
    const page = readFileSync(new URL('../../../../docs/routing.md', import.meta.url), 'utf8');
    const [, query = ''] = /```graphql\n(.*?)```/s.exec(page) ?? [];
    const { ask } = startGraph([instance('llama', { generation: ['small'] })]);
    expect(await ask(query)).toMatchObject({ services: [{ name: 'llama' }], models: [{ name: 'small' }] });
  });
});
