import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { WIRE_HEADERS } from '@sluice/schema';
import { startService } from './testing/start-service.js';
import { createToys } from './testing/toy-capabilities.js';

const TEXT = { __typename: 'Text', content: 'a' };
const startToy = async (load: () => Promise<void>, workMs = 1) => {
  const { toys, calls } = createToys(workMs);
  return { calls, service: await startService({ capabilities: { embeddings: toys.embeddings }, load }) };
};
const codesOf = (errors: readonly { extensions: Record<string, unknown> }[]) =>
  errors.map(({ extensions }) => extensions['code']);

describe('While it loads a service', () => {
  it('says so, and holds calls until it is ready', async () => {
    let finish = () => {};
    const loaded = new Promise<void>((resolve) => (finish = resolve));
    const { service } = await startToy(() => loaded);
    await using _ = service;
    expect(await service.health()).toEqual({
      status: 'loading',
      name: 'toy',
      version: '1.0.0',
      capabilities: { embeddings: { models: ['toy', 'toy-2'] } },
    });
    const held = service.entities('embedding { model }', [TEXT]);
    finish();
    expect((await held).errors).toEqual([]);
    expect((await service.health()).status).toBe('ready');
  });

  it('lets a caller go whose deadline passes', async () => {
    const { service, calls } = await startToy(() => sleep(500));
    await using _ = service;
    const response = await fetch(`${service.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${service.token}`,
        [WIRE_HEADERS.timeoutMs]: '50',
      },
      body: JSON.stringify({
        query: 'query E($r: [_Any!]!) { _entities(representations: $r) { ... on Text { embedding { model } } } }',
        variables: { r: [TEXT] },
      }),
    });
    const { errors } = (await response.json()) as { errors: { extensions: Record<string, unknown> }[] };
    expect(codesOf(errors)).toEqual(['DEADLINE_EXCEEDED']);
    await service.loaded;
    expect(calls.sizes).toEqual([]);
  });

  it('is live', async () => {
    let finish = () => {};
    const { service } = await startToy(() => new Promise((resolve) => (finish = resolve)));
    await using _ = service;
    expect((await fetch(`${service.url}/health/live`)).status).toBe(200);
    expect((await fetch(`${service.url}/health/ready`)).status).toBe(503);
    finish();
  });
});

describe('A service that cannot load', () => {
  it('says that it failed, and fails calls that wait and that come', async () => {
    const { service } = await startToy(async () => {
      await sleep(50);
      throw new Error('canary: no such file');
    });
    await using _ = service;
    const waiting = service.entities('embedding { model }', [TEXT]);
    await expect(service.loaded).rejects.toThrow('canary');
    expect(codesOf((await waiting).errors)).toEqual(['SERVICE_UNAVAILABLE']);
    expect(codesOf((await service.query('{ __typename }')).errors ?? [])).toEqual(['SERVICE_UNAVAILABLE']);
    const health = await service.health();
    expect(health).toMatchObject({ status: 'failed', reason: 'The models could not be loaded; the log tells why.' });
  });
});

describe('A service that ends', () => {
  it('finishes what is in flight, takes nothing new, and says that it drains', async () => {
    const { service } = await startToy(async () => {}, 300);
    await service.loaded;
    const running = service.entities('embedding { model }', [TEXT]);
    await sleep(100);
    const closing = service.service.close(5_000);
    expect(codesOf((await service.query('{ __typename }')).errors ?? [])).toEqual(['SERVICE_UNAVAILABLE']);
    expect(await service.health()).toMatchObject({ status: 'draining' });
    expect((await running).errors).toEqual([]);
    await closing;
    await expect(fetch(`${service.url}/health/live`)).rejects.toThrow();
  });

  it('does not wait longer than the grace', async () => {
    const { service, calls } = await startToy(async () => {}, 60_000);
    const running = service.entities('embedding { model }', [TEXT]);
    while (calls.sizes.length === 0) await sleep(5);
    const startedAt = performance.now();
    await service.service.close(100);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    expect(codesOf((await running).errors)).toEqual(['SERVICE_UNAVAILABLE']);
    expect(calls.signals[0]?.aborted).toBe(true);
  });

  it('releases what it loaded, once', async () => {
    let closed = 0;
    const { toys } = createToys();
    const close = async () => void (closed += 1);
    const { service } = await startService({ capabilities: { language: toys.language }, close });
    await Promise.all([service.close(), service.close()]);
    expect(closed).toBe(1);
  });
});
