import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

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

let upstream: StreamingUpstream;
let gateway: TestGateway;

beforeAll(async () => {
  upstream = await startStreamingUpstream('generation', 'language');
  upstream.answer(languageIs('en'));
  gateway = await startTestGateway({ upstream: upstream.url });
});

afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
});

function connect() {
  return createClient({
    url: `${gateway.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization: `Bearer ${gateway.key}` },
  });
}

describe('a WebSocket', () => {
  it('is told every event in order, with the field that another capability answers', async () => {
    upstream.onSubscription((subscription) => {
      subscription.tell(started);
      for (const piece of ['a', 'b', 'c']) subscription.tell(delta(piece));
      subscription.tell(finished('abc'));
      subscription.complete();
    });
    const events: unknown[] = [];
    for await (const { data, errors } of connect().iterate({ query: GENERATE, variables: variablesOf('k1') })) {
      expect(errors).toBeUndefined();
      events.push(data?.['generate']);
    }
    expect(events).toEqual([started, delta('a'), delta('b'), delta('c'), finishedWith('abc', 'en')]);
    expect(upstream.open).toBe(0);
  });

  it('answers queries as well', async () => {
    for await (const { data } of connect().iterate({
      query: '{ text(content: "x") { content } services { name health } }',
    })) {
      expect(data).toEqual({ text: { content: 'x' }, services: [{ name: 'upstream', health: 'READY' }] });
    }
  });
});
