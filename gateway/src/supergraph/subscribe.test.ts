import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import {
  delta,
  finished,
  finishedWith,
  GENERATE,
  languageIs,
  started,
  variablesOf,
} from '../testing/generation-events.js';
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
      { data: { event: { kind: 'GenerationFinished', result: { words: { lang: { c: 'en' } } } } } },
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
        extensions: expect.objectContaining({ code: 'OVERLOADED', requestId: expect.any(String) }),
      }),
    ]);
  });

  it('is null where the service fails in it, and the next one comes', async () => {
    upstream.onSubscription((subscription) => {
      const error = { message: 'x', path: ['generate'], extensions: { code: 'STREAM_INTERRUPTED', secret: 'y' } };
      subscription.next({ data: { generate: null }, errors: [error] });
      subscription.tell(delta('a'));
      subscription.complete();
    });
    const { told, over } = subscribe(gateway, 'a');
    expect(await over).toBeNull();
    expect(told).toHaveLength(2);
    expect(codesOf(told)).toEqual(['STREAM_INTERRUPTED']);
    expect(JSON.stringify(told)).not.toContain('secret');
  });
});

describe('an upstream', () => {
  it('is shared by equal subscriptions of one principal, each of which is told everything', async () => {
    const first = subscribe(gateway, 'same');
    const source = await upstream.subscription(0);
    source.tell(started);
    source.tell(delta('a'));
    await toldTo(first, 2);
    const second = subscribe(gateway, 'same');
    await toldTo(second, 2);
    source.tell(delta('b'));
    source.complete();
    expect(await Promise.all([first.over, second.over])).toEqual([null, null]);
    expect(eventsOf(second.told)).toEqual([started, delta('a'), delta('b')]);
    expect(first.told).toEqual(second.told);
    expect(upstream.subscriptions).toHaveLength(1);
  });

  it('is never shared by two principals, nor by different operations', async () => {
    const mine = subscribe(gateway, 'same');
    const theirs = subscribe(gateway, 'same', { key: gateway.otherKey });
    const another = subscribe(gateway, 'other');
    await upstream.subscription(2);
    const keys = upstream.subscriptions.map(({ variables }) => String(variables['key']));
    expect(keys.toSorted((one, other) => one.localeCompare(other))).toEqual(['other', 'same', 'same']);
    for (const { leave } of [mine, theirs, another]) leave();
  });

  it('ends when the last reader leaves, also while it is silent', async () => {
    const readers = [subscribe(gateway, 'silent'), subscribe(gateway, 'silent')];
    const source = await upstream.subscription(0);
    source.tell(started);
    await Promise.all(readers.map((reader) => toldTo(reader, 1)));
    readers[0]?.leave();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(source.isOpen).toBe(true);
    readers[1]?.leave();
    await source.ended;
  });

  it('is told who asks, and gets only the variables that it needs', async () => {
    const query = GENERATE.replace('($input', '($unused: Boolean! = true, $input').replace(
      'language {',
      'language @include(if: $unused) {',
    );
    const reader = subscribe(gateway, 'headers', { query });
    const { headers, variables } = await upstream.subscription(0);
    expect(headers).toMatchObject({
      authorization: 'Bearer the-token-of-the-tests',
      accept: 'text/event-stream',
      'sluice-request-id': expect.any(String),
      traceparent: expect.stringMatching(/^00-/),
    });
    expect(variables).toEqual(variablesOf('headers'));
    reader.leave();
  });

  it('that breaks off is a coded error, after what it told', async () => {
    const reader = subscribe(gateway, 'cut');
    const source = await upstream.subscription(0);
    source.tell(delta('a'));
    await toldTo(reader, 1);
    source.cut();
    expect(await reader.over).toBeNull();
    expect(eventsOf(reader.told)).toEqual([delta('a')]);
    expect(codesOf(reader.told)).toEqual(['STREAM_INTERRUPTED']);
  });

  it.each([
    ['refuses with a code', 200, { errors: [{ message: 'Full.', extensions: { code: 'OVERLOADED' } }] }, 'OVERLOADED'],
    [
      'refuses what was planned',
      400,
      { errors: [{ message: 'x', extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] },
      'PROVIDER_BAD_RESPONSE',
    ],
    ['is no service at all', 502, '<html>10.0.0.1</html>', 'PROVIDER_BAD_RESPONSE'],
  ])('that %s is a coded error', async (_, status, body, code) => {
    upstream.refuse(status, typeof body === 'string' ? body : JSON.stringify(body));
    const { told, over } = subscribe(gateway, 'refused');
    expect(await over).toBeNull();
    expect(codesOf(told)).toEqual([code]);
    expect(JSON.stringify(told)).not.toContain('10.0.0.1');
  });

  it('that nobody offers is refused before anything is told', async () => {
    await using lonely = await startStreamingUpstream('language');
    await using without = await startTestGateway({ lonely: lonely.url });
    const { over, told } = subscribe(without, 'nobody');
    expect(await over).toMatchObject([{ extensions: { code: 'UNSUPPORTED_CAPABILITY' } }]);
    expect(told).toEqual([]);
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
    registry.update({ service: 'upstream', url: null, state: 'DOWN', capabilities: new Map() });
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
