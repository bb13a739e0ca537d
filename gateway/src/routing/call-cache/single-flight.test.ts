import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { expectSoon } from '../../storage/testing/expect-soon.js';
import {
  startUpstream,
  type Upstream,
  type UpstreamHandler,
  type UpstreamRequest,
} from '../../testing/start-upstream.js';
import {
  type CachedGateway,
  embed,
  EMBED,
  embedding,
  failing,
  metricOf,
  startCached,
  timesAsked,
} from './testing/start-cached.js';

const JOINED = 'call_cache_total{capability="embeddings",status="joined"}';

let upstream: Upstream;
let gateway: CachedGateway;
let texts = 0;

beforeAll(async () => {
  upstream = await startUpstream('embeddings');
  gateway = await startCached({ encoder: upstream.url });
});
afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
});
beforeEach(() => upstream.answer(embed));

/** A text that no other test asks for. */
const someText = () => `text ${(texts += 1)}`;

/** Answers when it is told to. */
function heldBack(answer: UpstreamHandler = embed) {
  const reached: UpstreamRequest[] = [];
  let release: () => void = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  upstream.answer(async (request, response) => {
    reached.push(request);
    await released;
    return answer(request, response);
  });
  return { reached, release };
}

describe('equal calls at the same time', () => {
  it('are made once, and each operation has its own answer', async () => {
    const content = someText();
    const { reached, release } = heldBack();
    const before = upstream.requests.length;
    const asked = [gateway.ask(EMBED, { content })];
    await expectSoon(() => reached.length === 1);
    for (let count = 0; count < 20; count += 1) asked.push(gateway.ask(EMBED, { content }));
    asked.push(gateway.ask(EMBED, { content }, { tenant: 'other' }));
    await expectSoon(async () => (await metricOf(gateway, 'call_cache_waiting')) === 22);
    await expectSoon(() => reached.length === 2);
    release();
    const answers = await Promise.all(asked);
    expect(answers.map(({ data }) => data)).toEqual(answers.map(() => embedding(content.length)));
    expect(answers.every(({ cache }) => cache === undefined)).toBe(true);
    expect(upstream.requests.length - before).toBe(2);
  });

  it('go on for the others when the first caller leaves', async () => {
    const content = someText();
    const { reached, release } = heldBack();
    const controller = new AbortController();
    const first = gateway.ask(EMBED, { content }, { signal: controller.signal });
    await expectSoon(() => reached.length === 1);
    const joined = await metricOf(gateway, JOINED);
    const second = gateway.ask(EMBED, { content });
    const third = gateway.ask(EMBED, { content });
    await expectSoon(async () => (await metricOf(gateway, 'call_cache_waiting')) === 3);
    controller.abort();
    await expect(first).rejects.toThrow();
    release();
    expect((await second).data).toEqual(embedding(content.length));
    expect((await third).data).toEqual(embedding(content.length));
    expect((await metricOf(gateway, JOINED)) - joined).toBe(2);
    expect(timesAsked(upstream, content)).toBe(1);
  });

  it('are aborted when the last caller leaves, and begin anew for whoever comes then', async () => {
    const content = someText();
    const { reached } = heldBack();
    const controllers = [new AbortController(), new AbortController()];
    const asked = controllers.map(({ signal }) => gateway.ask(EMBED, { content }, { signal }));
    await expectSoon(() => reached.length === 1);
    await expectSoon(async () => (await metricOf(gateway, 'call_cache_waiting')) === 2);
    for (const controller of controllers) controller.abort();
    expect((await Promise.allSettled(asked)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await reached[0]?.aborted;
    upstream.answer(embed);
    expect((await gateway.ask(EMBED, { content })).data).toEqual(embedding(content.length));
  });

  it('share an error, which nobody finds later', async () => {
    const content = someText();
    const { reached, release } = heldBack(failing('PROVIDER_OVERLOADED'));
    const asked = [gateway.ask(EMBED, { content })];
    await expectSoon(() => reached.length === 1);
    asked.push(gateway.ask(EMBED, { content }));
    await expectSoon(async () => (await metricOf(gateway, 'call_cache_waiting')) === 2);
    release();
    const codes = (await Promise.all(asked)).flatMap(({ errors }) =>
      errors.map(({ extensions }) => extensions['code']),
    );
    expect(codes).toEqual(['PROVIDER_OVERLOADED', 'PROVIDER_OVERLOADED']);
    expect(timesAsked(upstream, content)).toBe(1);
    upstream.answer(embed);
    expect((await gateway.ask(EMBED, { content })).errors).toEqual([]);
  });
});
