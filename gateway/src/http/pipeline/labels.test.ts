import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createClient as createSseClient } from 'graphql-sse';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

import { NO_HOOKS } from '../../middleware/hooks.js';
import type { RequestContext } from '../../request-context.js';
import { startStreamingUpstream, type StreamingUpstream } from '../../testing/start-streaming-upstream.js';
import { startTestGateway, type TestGateway } from '../../testing/start-test-gateway.js';
import { readLabels } from './read-labels.js';

const QUERY = '{ text(content: "x") { content } }';

let upstream: StreamingUpstream;
let gateway: TestGateway;
/** The labels of each operation that was admitted. */
let seen: string[][] = [];

beforeAll(async () => {
  const onAdmit = async (_: unknown, scope: object) => void seen.push([...(scope as RequestContext).labels]);
  upstream = await startStreamingUpstream('language');
  gateway = await startTestGateway({ upstream: upstream.url }, { hooks: { ...NO_HOOKS, onAdmit } });
});
beforeEach(() => void (seen = []));
afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
});

function post(labels: string) {
  const headers = {
    'content-type': 'application/json',
    authorization: `Bearer ${gateway.key}`,
    'sluice-labels': labels,
  };
  return gateway.query(QUERY, {}, { headers });
}

/** What an operation over a new WebSocket tells, or the code that it is closed with. */
async function overSocket(connectionParams: Record<string, unknown>, headers = {}): Promise<unknown> {
  class Socket extends WebSocket {
    constructor(url: string, protocol: string) {
      super(url, protocol, { headers });
    }
  }
  const url = `${gateway.url.replace('http', 'ws')}/graphql`;
  const params = { authorization: `Bearer ${gateway.key}`, ...connectionParams };
  const client = createClient({ url, webSocketImpl: Socket, retryAttempts: 0, connectionParams: params });
  try {
    return await new Promise((resolve) => {
      const error = (reason: unknown) => resolve((reason as { readonly code?: number }).code);
      client.subscribe({ query: QUERY }, { next: resolve, complete: () => {}, error });
    });
  } finally {
    await client.dispose();
  }
}

describe('The labels of a request', () => {
  it('are the words of its header', async () => {
    expect((await post('batch, cheap,batch')).errors).toEqual([]);
    expect((await gateway.query(QUERY)).errors).toEqual([]);
    expect(seen).toEqual([['batch', 'cheap'], []]);
  });

  it('are refused with what is expected where they are no words', async () => {
    const { status, errors } = await post('Batch!');
    expect([status, errors[0]?.extensions['code']]).toEqual([400, 'BAD_USER_INPUT']);
    expect(errors[0]?.message).toBe(
      'Expected at most 20 words between commas in sluice-labels, of lower-case letters, digits and hyphens.',
    );
    expect(seen).toEqual([]);
  });

  it('are those of the payload that opens a WebSocket, else of its upgrade', async () => {
    expect(await overSocket({ 'sluice-labels': 'batch' })).toHaveProperty('data');
    expect(await overSocket({}, { 'sluice-labels': 'cheap' })).toHaveProperty('data');
    expect(await overSocket({ 'sluice-labels': 'batch' }, { 'sluice-labels': 'cheap' })).toHaveProperty('data');
    expect(seen).toEqual([['batch'], ['cheap'], ['batch']]);
  });

  it('close a WebSocket where they are no words', async () => {
    expect(await overSocket({ 'sluice-labels': ['batch'] })).toBe(4400);
    expect(seen).toEqual([]);
  });

  it.each([true, false])('come with events, on a shared stream: %s', async (singleConnection) => {
    const client = createSseClient({
      url: `${gateway.url}/graphql/stream`,
      singleConnection,
      retryAttempts: 0,
      headers: { authorization: `Bearer ${gateway.key}`, 'sluice-labels': 'batch' },
    });
    for await (const { errors } of client.iterate({ query: QUERY })) expect(errors).toBeUndefined();
    client.dispose();
    expect(seen).toEqual([['batch']]);
  });
});

describe('Labels', () => {
  it.each([
    [undefined, []],
    ['', []],
    [' a ,, b-2 ', ['a', 'b-2']],
  ])('of %j are %j', (value, labels) => {
    expect(readLabels(value)).toEqual(new Set(labels));
  });

  it.each([
    'A',
    'a b',
    'ä',
    '-a',
    'x'.repeat(64),
    7,
    null,
    ['a'],
    Array.from({ length: 21 }, (_, n) => `l${n}`).join(),
  ])('are not %j', (value) => {
    expect(readLabels(value)).toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});
