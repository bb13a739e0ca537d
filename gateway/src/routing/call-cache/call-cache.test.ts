import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import {
  startUpstream,
  type Upstream,
  type UpstreamHandler,
  type UpstreamRequest,
} from '../../testing/start-upstream.js';
import {
  type CachedGateway,
  contentsOf,
  embed,
  EMBED,
  embedding,
  failing,
  metricOf,
  startCached,
  timesAsked,
} from './testing/start-cached.js';

const DAY_MS = 86_400_000;

let upstream: Upstream;
let gateway: CachedGateway;
let spare: Upstream;
let clock = 0;
let texts = 0;

beforeAll(async () => {
  upstream = await startUpstream('embeddings', 'recognition', 'language');
  spare = await startUpstream('language');
  const now = () => 1_800_000_000_000 + clock;
  const targets = [
    { service: 'encoder', model: 'test-model' },
    { service: 'spare', model: 'other-model' },
  ];
  const routes = [{ capability: 'language', targets }];
  gateway = await startCached({ encoder: upstream.url, spare: spare.url }, { now, routes });
});
afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await Promise.all([upstream, spare].map((each) => each[Symbol.asyncDispose]()));
});
beforeEach(() => {
  clock = 0;
  upstream.answer(embed);
});

/** A text that no other test asks for. */
const someText = () => `text ${(texts += 1)}`;

describe('an answer of a PURE call', () => {
  it('is kept for the next operation, and marked where it is given again', async () => {
    const content = someText();
    const first = await gateway.ask(EMBED, { content });
    clock += 1_500;
    const second = await gateway.ask(EMBED, { content });
    expect([first.data, second.data]).toEqual([embedding(content.length), embedding(content.length)]);
    expect(first.cache).toBeUndefined();
    expect(second.cache).toEqual([{ coordinate: 'Text.embedding', status: 'HIT', calls: 1, ageMs: 1_500 }]);
    expect(timesAsked(upstream, content)).toBe(1);
  });

  it('fills the places of a list that it is for; only the rest is asked for', async () => {
    const contents = [someText(), someText(), someText()];
    await gateway.ask(EMBED, { content: contents[1] });
    const list =
      'query ($contents: [String!]!) { texts(contents: $contents) { content vector: embedding { dimensions } } }';
    const { data, cache, errors } = await gateway.ask(list, { contents });
    expect(errors).toEqual([]);
    expect(data).toEqual({ texts: contents.map((content) => ({ content, vector: { dimensions: content.length } })) });
    expect(cache).toMatchObject([{ calls: 1 }]);
    expect(upstream.requests.slice(-1).flatMap(contentsOf)).toEqual([contents[0], contents[2]]);
  });

  it('is another one with other arguments or another selection', async () => {
    const content = someText();
    const ask = (selection: string) =>
      gateway.ask(`query ($content: String!) { text(content: $content) { ${selection} } }`, { content });
    await ask('embedding { dimensions }');
    upstream.answer((request) => ({
      data: { _entities: contentsOf(request).map(() => ({ embedding: { dimensions: 1, model: 'm' } })) },
    }));
    expect((await ask('embedding { dimensions }')).cache).toBeDefined();
    expect((await ask('embedding(model: "other") { dimensions }')).cache).toBeUndefined();
    expect((await ask('embedding { dimensions model }')).cache).toBeUndefined();
  });

  it('is made anew when it is older than the contract allows', async () => {
    const content = someText();
    await gateway.ask(EMBED, { content });
    clock = DAY_MS - 1;
    expect((await gateway.ask(EMBED, { content })).cache).toBeDefined();
    clock = DAY_MS;
    expect((await gateway.ask(EMBED, { content })).cache).toBeUndefined();
    expect(timesAsked(upstream, content)).toBe(2);
  });

  it('is not kept where it is an error, leaves something out, or is nothing', async () => {
    const content = someText();
    const nothing = (value: unknown) => (request: UpstreamRequest) => ({
      data: { _entities: contentsOf(request).map(() => ({ embedding: value })) },
    });
    for (const answer of [
      failing('PROVIDER_OVERLOADED'),
      nothing({}),
      nothing({ dimensions: 'many' }),
      nothing(null),
    ]) {
      upstream.answer(answer);
      await gateway.ask(EMBED, { content });
    }
    upstream.answer(embed);
    const { data, cache } = await gateway.ask(EMBED, { content });
    expect(data).toEqual(embedding(content.length));
    expect(cache).toBeUndefined();
  });

  it('is not kept where another model stood in for the one that is meant', async () => {
    const speaks =
      (code: string): UpstreamHandler =>
      (request) => ({
        data: { _entities: contentsOf(request).map(() => ({ language: { code } })) },
      });
    const ask = () => gateway.ask('{ text(content: "Moin") { language { code } } }');
    upstream.answer(() => ({ data: null, errors: [{ message: 'No.', extensions: { code: 'PROVIDER_ERROR' } }] }));
    spare.answer(speaks('nl'));
    expect((await ask()).data).toEqual({ text: { language: { code: 'nl' } } });
    upstream.answer(speaks('de'));
    expect(await ask()).toMatchObject({ data: { text: { language: { code: 'de' } } }, cache: undefined });
    expect(await ask()).toMatchObject({ data: { text: { language: { code: 'de' } } }, cache: [{ status: 'HIT' }] });
  });

  it('is not changed by what an operation makes of it', async () => {
    const content = someText();
    const query = `query ($content: String!) { text(content: $content) { a: embedding { dimensions } b: embedding { dimensions } } }`;
    const of = { dimensions: content.length };
    for (const _ of [1, 2, 3]) expect((await gateway.ask(query, { content })).data).toEqual({ text: { a: of, b: of } });
    expect(timesAsked(upstream, content)).toBe(1);
  });

  it('is counted by how it came', async () => {
    const content = someText();
    const count = (status: string) => metricOf(gateway, `call_cache_total{capability="embeddings",status="${status}"}`);
    const [hits, misses] = [await count('hit'), await count('miss')];
    await gateway.ask(EMBED, { content });
    await gateway.ask(EMBED, { content });
    expect([(await count('hit')) - hits, (await count('miss')) - misses]).toEqual([1, 1]);
  });
});

describe('an answer is given to nobody', () => {
  it('of another tenant', async () => {
    const content = someText();
    await gateway.ask(EMBED, { content }, { tenant: 'one' });
    const { cache } = await gateway.ask(EMBED, { content }, { tenant: 'other' });
    expect(cache).toBeUndefined();
    expect((await gateway.ask(EMBED, { content }, { tenant: 'one' })).cache).toBeDefined();
    expect(timesAsked(upstream, content)).toBe(2);
  });

  it('who may not use the service that might have made it', async () => {
    const content = someText();
    await gateway.ask(EMBED, { content });
    const { data, errors } = await gateway.ask(EMBED, { content }, { services: ['another'] });
    expect(data).toEqual({ text: { embedding: null } });
    expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['FORBIDDEN']);
  });
});
