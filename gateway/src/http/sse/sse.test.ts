import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createClient } from 'graphql-sse';

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

const EVENTS = 'text/event-stream';
const STREAM = '/graphql/stream';

let upstream: StreamingUpstream;
let gateway: TestGateway;

beforeAll(async () => {
  upstream = await startStreamingUpstream('generation', 'language');
  upstream.answer(languageIs('en'));
  gateway = await startTestGateway(
    { upstream: upstream.url },
    { subscriptions: { pingMs: 300, perConnection: 3, slowReaderMs: 500, connectionsPerPrincipal: 6 } },
  );
});

beforeEach(() => upstream.onSubscription((subscription) => void subscription.tell(started)));

afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
});

const operation = (key: string) => ({ query: GENERATE, variables: variablesOf(key) });

const codeOf = async ({ over }: { readonly over: Promise<string> }) =>
  (JSON.parse(await over) as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code;

const tellAll = () =>
  upstream.onSubscription((subscription) => {
    for (const event of [started, delta('a'), delta('b'), finished('ab')]) subscription.tell(event);
    subscription.complete();
  });

describe('the official client of Server-Sent Events', () => {
  it.each([
    ['distinct connections, at /graphql', '/graphql', false],
    ['distinct connections, at /graphql/stream', STREAM, false],
    ['a single connection', STREAM, true],
  ])('is told everything in order over %s', async (_, path, singleConnection) => {
    tellAll();
    const client = createClient({
      url: gateway.url + path,
      singleConnection,
      retryAttempts: 0,
      headers: { authorization: `Bearer ${gateway.key}` },
    });
    for (const key of ['first', 'second']) {
      const events: unknown[] = [];
      const variables = variablesOf(key + path + String(singleConnection));
      for await (const { data, errors } of client.iterate({ query: GENERATE, variables })) {
        expect(errors).toBeUndefined();
        events.push(data?.['generate']);
      }
      expect(events).toEqual([started, delta('a'), delta('b'), finishedWith('ab', 'en')]);
    }
    for await (const { data } of client.iterate({ query: '{ services { name } }' })) {
      expect(data).toEqual({ services: [{ name: 'upstream' }] });
    }
    client.dispose();
    await until(() => upstream.open === 0);
  });
});

describe('an event stream of one operation', () => {
  it('shows that it lives while there is nothing to tell, and ends at the upstream when its client leaves', async () => {
    upstream.onSubscription(() => {});
    const stream = await openStream(gateway, { accept: EVENTS, body: operation('s1') });
    expect([stream.status, stream.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
    await stream.has(':\n\n:\n\n:\n\n');
    expect(upstream.open).toBe(1);
    stream.leave();
    await until(() => upstream.open === 0);
    expect(await openSubscriptions(gateway)).toBe(0);
  });

  it('tells the errors of an operation that cannot run, but refuses strangers by status', async () => {
    const wrong = await openStream(gateway, { accept: EVENTS, body: { query: '{ nothing }' } });
    expect(await wrong.over).toMatch(
      /^event: next\ndata: .*GRAPHQL_VALIDATION_FAILED.*\n\nevent: complete\ndata:\n\n$/,
    );
    const stranger = await openStream(gateway, { accept: EVENTS, body: operation('s2'), key: 'nobody' });
    expect([stranger.status, await codeOf(stranger)]).toEqual([401, 'UNAUTHENTICATED']);
  });

  it('gives JSON to those who take it for an operation that tells one thing', async () => {
    const body = { query: '{ services { name } }' };
    const stream = await openStream(gateway, { accept: `application/json, ${EVENTS}`, body });
    expect(stream.headers.get('content-type')).toContain('application/json');
    expect(JSON.parse(await stream.over)).toEqual({ data: { services: [{ name: 'upstream' }] } });
  });

  it('ends with a coded error and complete when the upstream breaks off', async () => {
    const before = upstream.subscriptions.length;
    const stream = await openStream(gateway, { accept: EVENTS, body: operation('s3') });
    await stream.has('GenerationStarted');
    (await upstream.subscription(before)).cut();
    expect(await stream.over).toMatch(/STREAM_INTERRUPTED.*\n\nevent: complete\ndata:\n\n$/);
  });

  it('is ended when its reader takes nothing', async () => {
    const controller = new AbortController();
    const before = upstream.subscriptions.length;
    await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { authorization: `Bearer ${gateway.key}`, accept: EVENTS, 'content-type': 'application/json' },
      body: JSON.stringify(operation('s4')),
      signal: controller.signal,
    });
    const told = await upstream.subscription(before);
    const piece = 'x'.repeat(64 * 1024);
    const flood = setInterval(() => told.isOpen && told.tell(delta(piece)), 1);
    await told.ended;
    clearInterval(flood);
    expect(await openSubscriptions(gateway)).toBe(0);
    controller.abort();
  });

  it('leaves nothing behind of clients that come and go quickly', async () => {
    for (let round = 0; round < 60; round += 1) {
      const leaving = new AbortController();
      const all = ['a', 'b', 'c', 'd', 'e'].map((name) =>
        fetch(`${gateway.url}/graphql`, {
          method: 'POST',
          headers: { authorization: `Bearer ${gateway.key}`, accept: EVENTS, 'content-type': 'application/json' },
          body: JSON.stringify(operation(name + String(round))),
          signal: leaving.signal,
        }).catch(() => null),
      );
      if (round % 2 === 0) await Promise.all(all);
      leaving.abort();
      await Promise.all(all);
    }
    await until(() => upstream.open === 0);
    expect(await openSubscriptions(gateway)).toBe(0);
  });
});
