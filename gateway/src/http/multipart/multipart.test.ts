import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { NO_HOOKS } from '../../middleware/hooks.js';
import {
  delta,
  finished,
  finishedWith,
  GENERATE,
  languageIs,
  started,
  variablesOf,
} from '../../testing/generation-events.js';
import { startStreamingUpstream, type StreamingUpstream } from '../../testing/start-streaming-upstream.js';
import { startTestGateway, type TestGateway } from '../../testing/start-test-gateway.js';
import { until } from '../../testing/subscribe.js';
import { openSubscriptions } from '../testing/raw-socket.js';
import { openStream } from '../testing/read-stream.js';

const MULTIPART = 'multipart/mixed;boundary="graphql";subscriptionSpec="1.0",application/json';

let upstream: StreamingUpstream;
let gateway: TestGateway;

beforeAll(async () => {
  upstream = await startStreamingUpstream('generation', 'language');
  upstream.answer(languageIs('en'));
  gateway = await startTestGateway({ upstream: upstream.url }, { subscriptions: { pingMs: 300 } });
});

beforeEach(() => upstream.onSubscription((subscription) => void subscription.tell(started)));

afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
});

const operation = (key: string, query = GENERATE) => ({ query, variables: variablesOf(key) });

/** The contents of all parts, read as the protocol says; the last boundary must have come. */
function partsOf(text: string): unknown[] {
  expect(text.endsWith('\r\n--graphql--\r\n')).toBe(true);
  const [preamble, ...parts] = text.slice(0, -'--\r\n'.length).split('\r\n--graphql');
  expect(preamble).toBe('');
  return parts
    .filter((part) => part !== '')
    .map((part) => {
      const [head, content] = part.split('\r\n\r\n');
      expect(head).toBe('\r\ncontent-type: application/json; charset=utf-8');
      return JSON.parse(content ?? '') as unknown;
    });
}

describe('a multipart subscription', () => {
  it('tells every event in a part, wrapped as a payload, and ends with the last boundary', async () => {
    upstream.onSubscription((subscription) => {
      for (const event of [started, delta('a'), delta('b'), finished('ab')]) subscription.tell(event);
      subscription.complete();
    });
    const stream = await openStream(gateway, { accept: MULTIPART, body: operation('m1') });
    expect(stream.status).toBe(200);
    expect(stream.headers.get('content-type')).toBe('multipart/mixed;boundary="graphql";subscriptionSpec="1.0"');
    const events = [started, delta('a'), delta('b'), finishedWith('ab', 'en')];
    const payloads = events.map((generate) => ({ data: { generate } }));
    // The last one tells those who may know it how the stream went.
    const extensions = { attempts: expect.any(Array) };
    const told = [...payloads.slice(0, -1), { ...payloads.at(-1), extensions }];
    expect(partsOf(await stream.over)).toEqual(told.map((payload) => ({ payload })));
  });

  it('shows that it lives while there is nothing to tell', async () => {
    const stream = await openStream(gateway, { accept: MULTIPART, body: operation('m2') });
    await stream.has('\r\n\r\n{}\r\n--graphql');
    expect(upstream.open).toBe(1);
    stream.leave();
    await until(() => upstream.open === 0);
  });

  it('names a failure that ends it beside a payload of null', async () => {
    const before = upstream.subscriptions.length;
    const stream = await openStream(gateway, { accept: MULTIPART, body: operation('m3') });
    await stream.has('GenerationStarted');
    (await upstream.subscription(before)).cut();
    const last = partsOf(await stream.over).at(-1);
    expect(last).toMatchObject({ payload: null, errors: [{ extensions: { code: 'STREAM_INTERRUPTED' } }] });
  });

  it('ends at the upstream when its client leaves, also when it is silent', async () => {
    upstream.onSubscription(() => {});
    const stream = await openStream(gateway, { accept: MULTIPART, body: operation('m4') });
    await until(() => upstream.open === 1);
    stream.leave();
    await until(() => upstream.open === 0);
    expect(await openSubscriptions(gateway)).toBe(0);
  });

  it('is answered as JSON with its status where it cannot begin', async () => {
    const stream = await openStream(gateway, { accept: MULTIPART, body: { query: 'subscription { nothing }' } });
    expect(stream.headers.get('content-type')).toContain('json');
    expect(JSON.parse(await stream.over)).toMatchObject({
      errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
    });
  });

  it('is asked for by name and version: others are answered as graphql-over-http says', async () => {
    const query = await openStream(gateway, { accept: MULTIPART, body: { query: '{ services { name } }' } });
    expect(query.headers.get('content-type')).toContain('application/json');
    expect(JSON.parse(await query.over)).toEqual({ data: { services: [{ name: 'upstream' }] } });
    for (const accept of [
      undefined,
      'application/json',
      'multipart/mixed, application/json',
      `${MULTIPART};q=0`.replace('"1.0",', '"1.0";q=0,'),
    ]) {
      const refused = await openStream(gateway, { ...(accept !== undefined && { accept }), body: operation('m5') });
      expect(refused.headers.get('content-type')).toContain('json');
      expect(JSON.parse(await refused.over)).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
    }
  });

  it('is ended with UNAUTHENTICATED when the credential of its caller expires', async () => {
    const hooks = {
      ...NO_HOOKS,
      onPrincipal: async <Caller extends object>(principal: Caller) => ({
        ...principal,
        expiresAt: Date.now() + 500,
      }),
    };
    await using expiring = await startTestGateway({ upstream: upstream.url }, { hooks });
    for (const accept of [MULTIPART, 'text/event-stream']) {
      const stream = await openStream(expiring, { accept, body: operation('m6') });
      expect(await stream.over).toContain('UNAUTHENTICATED');
      await until(() => upstream.open === 0);
    }
  });

  it('is limited by principal, before a service works for it', async () => {
    await using narrow = await startTestGateway(
      { upstream: upstream.url },
      { subscriptions: { connectionsPerPrincipal: 1 } },
    );
    const first = await openStream(narrow, { accept: MULTIPART, body: operation('m7') });
    await first.has('GenerationStarted');
    const before = upstream.subscriptions.length;
    const second = await openStream(narrow, { accept: MULTIPART, body: operation('m8') });
    expect(second.status).toBe(429);
    expect(JSON.parse(await second.over)).toMatchObject({ errors: [{ extensions: { code: 'RATE_LIMITED' } }] });
    expect(upstream.subscriptions).toHaveLength(before);
    first.leave();
    await until(() => upstream.open === 0);
    const third = await openStream(narrow, { accept: MULTIPART, body: operation('m9') });
    expect(third.status).toBe(200);
  });

  it('is told SHUTTING_DOWN when the gateway stops', async () => {
    const stopping = await startTestGateway({ upstream: upstream.url });
    const stream = await openStream(stopping, { accept: MULTIPART, body: operation('m10') });
    await stream.has('GenerationStarted');
    await stopping[Symbol.asyncDispose]();
    const last = partsOf(await stream.over).at(-1);
    expect(last).toMatchObject({ payload: null, errors: [{ extensions: { code: 'SHUTTING_DOWN' } }] });
  });
});
