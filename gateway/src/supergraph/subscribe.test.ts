import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { delta, finished, finishedWith, languageIs, started } from '../testing/generation-events.js';
import { startStreamingUpstream, type StreamingUpstream } from '../testing/start-streaming-upstream.js';
import { startTestGateway, type TestGateway } from '../testing/start-test-gateway.js';
import { codesOf, eventsOf, subscribe, type TestSubscription, until } from '../testing/subscribe.js';
import { createSnapshot, readSupergraphSdl } from './snapshot.js';

let upstream: StreamingUpstream;
let gateway: TestGateway;

beforeEach(async () => {
  upstream = await startStreamingUpstream('generation', 'language');
  upstream.answer(languageIs('en'));
  gateway = await startTestGateway({ upstream: upstream.url });
});

afterEach(async () => {
  await gateway[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
});

/** Waits until a subscriber was told so many results. */
const toldTo = ({ told }: TestSubscription, count: number) => until(() => told.length >= count);

const reload = (change: (sdl: string) => string) =>
  gateway.gateway.supergraph.replace(createSnapshot(change(readSupergraphSdl())));

describe('an event', () => {
  it('has the fields of other capabilities, under the names that the client chose', async () => {
    const query = `subscription ($input: GenerateInput!, $key: ID!) { event: generate(input: $input, idempotencyKey: $key) {
      kind: __typename ... on GenerationFinished { result: generation { words: text { lang: language { c: code } } } } } }`;
    upstream.answer(() => ({ data: { _entities: [{ lang: { c: 'en' } }] } }));
    upstream.onSubscription((subscription) => {
      const text = { __typename: 'Text', content: 'Hello' };
      subscription.next({
        data: { event: { __typename: 'GenerationFinished', kind: 'GenerationFinished', result: { words: text } } },
      });
      subscription.complete();
    });
    const { told, over } = subscribe(gateway, 'a', { query });
    expect(await over).toBeNull();
    expect(told).toEqual([
      {
        data: { event: { kind: 'GenerationFinished', result: { words: { lang: { c: 'en' } } } } },
        extensions: { attempts: [expect.objectContaining({ code: 'OK' }), expect.objectContaining({ code: 'OK' })] },
      },
    ]);
  });

  it('stands with a coded error where the other capability fails', async () => {
    upstream.answer(() => ({
      data: null,
      errors: [{ message: 'at http://10.0.0.1', extensions: { code: 'OVERLOADED' } }],
    }));
    upstream.onSubscription((subscription) => {
      subscription.tell(finished('abc'));
      subscription.complete();
    });
    const { told, over } = subscribe(gateway, 'a');
    expect(await over).toBeNull();
    expect(eventsOf(told)).toEqual([finishedWith('abc', null)]);
    expect(told[0]?.errors).toEqual([
      expect.objectContaining({
        path: ['generate', 'generation', 'text', 'language'],
        extensions: expect.objectContaining({ code: 'PROVIDER_OVERLOADED', requestId: expect.any(String) }),
      }),
    ]);
  });

  it('is null where the service fails in it, and the last one', async () => {
    upstream.onSubscription((subscription) => {
      const error = { message: 'x', path: ['generate'], extensions: { code: 'STREAM_INTERRUPTED', secret: 'y' } };
      subscription.next({ data: { generate: null }, errors: [error] });
      subscription.tell(delta('a'));
      subscription.complete();
    });
    const { told, over } = subscribe(gateway, 'a');
    expect(await over).toBeNull();
    expect(told).toHaveLength(1);
    expect(codesOf(told)).toEqual(['STREAM_INTERRUPTED']);
    expect(JSON.stringify(told)).not.toContain('secret');
  });
});

describe('a new supergraph', () => {
  it('changes nothing for a subscription whose plan is the same', async () => {
    const reader = subscribe(gateway, 'stays');
    const source = await upstream.subscription(0);
    source.tell(started);
    await toldTo(reader, 1);
    reload((sdl) => sdl.replace('"""An AI service behind this gateway."""', '"""An AI service."""'));
    source.tell(finished('abc'));
    source.complete();
    expect(await reader.over).toBeNull();
    expect(eventsOf(reader.told)).toEqual([started, finishedWith('abc', 'en')]);
    expect(upstream.subscriptions).toHaveLength(1);
  });

  it('ends one that no longer fits it, with a code', async () => {
    const reader = subscribe(gateway, 'ends');
    const source = await upstream.subscription(0);
    source.tell(started);
    await toldTo(reader, 1);
    reload((sdl) => sdl.replace(/(type GenerationStarted[^{]*\{[^}]*?)model: String!/, '$1modelName: String!'));
    expect(await reader.over).toBeNull();
    expect(codesOf(reader.told)).toEqual(['SUBSCRIPTION_SCHEMA_RELOAD']);
    await source.ended;
  });
});

describe('the services of the gateway', () => {
  const query = 'subscription { services { name health capabilities { name models } } }';

  it('are told as they are, and when they change', async () => {
    const reader = subscribe(gateway, '', { query, variables: {} });
    await toldTo(reader, 1);
    const { registry } = gateway.gateway;
    registry.update({
      id: 'upstream',
      service: 'upstream',
      url: null,
      state: 'DOWN',
      capabilities: new Map(),
      source: 'CONFIGURED',
    });
    await toldTo(reader, 2);
    reader.leave();
    const capabilities = ['generation', 'language'].map((name) => ({ name, models: ['test-model'] }));
    expect(reader.told).toEqual([
      { data: { services: { name: 'upstream', health: 'READY', capabilities } } },
      { data: { services: { name: 'upstream', health: 'DOWN', capabilities: [] } } },
    ]);
  });
});

describe('a gateway that ends', () => {
  it('tells every subscription so, and leaves none at the services', async () => {
    const readers = ['a', 'b', 'c'].map((name) => subscribe(gateway, name));
    await upstream.subscription(2);
    await gateway.gateway.close();
    for (const { told, over } of readers) {
      expect(await over).toBeNull();
      expect(codesOf(told)).toEqual(['SHUTTING_DOWN']);
    }
    await until(() => upstream.open === 0);
  });
});
