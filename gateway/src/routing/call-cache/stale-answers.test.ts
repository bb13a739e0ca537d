import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { expectSoon } from '../../storage/testing/expect-soon.js';
import { startUpstream, type Upstream } from '../../testing/start-upstream.js';
import { type CachedGateway, embed, EMBED, embedding, failing, startCached } from './testing/start-cached.js';

const DAY_MS = 86_400_000;

let upstream: Upstream;
let gateway: CachedGateway;
let clock = 0;
let texts = 0;

beforeAll(async () => {
  upstream = await startUpstream('embeddings');
  const now = () => 1_800_000_000_000 + clock;
  gateway = await startCached({ encoder: upstream.url }, { now, callCache: { staleIfErrorMs: DAY_MS } });
});
afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
});
beforeEach(() => {
  clock = 0;
  upstream.answer(embed);
});

/** A text that no other test asks for. */
const someText = () => `text ${(texts += 1)}`;

describe('while no service can answer', () => {
  it('an old answer is given where that is allowed, and said to be stale', async () => {
    const content = someText();
    await gateway.ask(EMBED, { content });
    clock = DAY_MS + 5_000;
    upstream.answer(failing('PROVIDER_OVERLOADED'));
    const { data, errors, cache } = await gateway.ask(EMBED, { content });
    expect([data, errors]).toEqual([embedding(content.length), []]);
    expect(cache).toEqual([{ coordinate: 'Text.embedding', status: 'STALE', calls: 1, ageMs: clock }]);
    clock = 2 * DAY_MS;
    expect((await gateway.ask(EMBED, { content })).data).toEqual({ text: { embedding: null } });
  });

  it('an old answer does not stand for a refusal', async () => {
    const content = someText();
    await gateway.ask(EMBED, { content });
    clock = DAY_MS + 5_000;
    for (const code of ['CONTENT_POLICY_VIOLATION', 'BAD_USER_INPUT', 'MODEL_NOT_FOUND']) {
      upstream.answer(failing(code));
      expect((await gateway.ask(EMBED, { content })).errors[0]?.extensions['code']).toBe(code);
    }
  });

  it('what is kept is given, what is old as stale, and what is not kept fails at once and says when to ask again', async () => {
    const [fresh, old] = [someText(), someText()];
    await gateway.ask(EMBED, { content: old });
    clock = DAY_MS + 1;
    await gateway.ask(EMBED, { content: fresh });
    await upstream.kill();
    const { registry } = gateway.gateway;
    for (const instance of registry.instances()) registry.update({ ...instance, state: 'DOWN' });
    // An answer that was on its way when it ended may have come after that.
    await expectSoon(() => registry.instances().every(({ state }) => state === 'DOWN'));
    const [first, second, third] = await Promise.all(
      [fresh, old, someText()].map((content) => gateway.ask(EMBED, { content })),
    );
    expect(first?.cache).toMatchObject([{ status: 'HIT' }]);
    expect(second?.cache).toMatchObject([{ status: 'STALE' }]);
    expect(third?.errors[0]?.extensions).toMatchObject({ code: 'SERVICE_UNAVAILABLE', retryAfterMs: 2_000 });
    expect(third?.headers.get('retry-after')).toBe('2');
  });
});
