import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createSocketClient } from 'graphql-ws';
import { WebSocket } from 'ws';

import { startTestGateway, type TestGateway } from '../../testing/start-test-gateway.js';
import { startCanaryService } from './testing/canary-service.js';
import { PATHS } from './testing/protected-paths.js';
import { createRoleMethod, tokenOf } from './testing/role-method.js';

let service: Awaited<ReturnType<typeof startCanaryService>>;
let gateway: TestGateway;

beforeAll(async () => {
  service = await startCanaryService();
  gateway = await startTestGateway({ canary: service.url }, { identity: { apiKeys: createRoleMethod({}) } });
});
afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await service[Symbol.asyncDispose]();
});

const bearer = (role: string) => ({ authorization: `Bearer ${tokenOf(role)}` });

async function send(role: string, query: string, init: RequestInit & { accept?: string } = {}): Promise<string> {
  const headers = {
    ...bearer(role),
    accept: init.accept ?? 'application/graphql-response+json',
    'content-type': 'application/json',
    'apollo-require-preflight': 'true',
  };
  const isGet = init.method === 'GET';
  const url = `${gateway.url}/graphql${isGet ? `?query=${encodeURIComponent(query)}` : ''}`;
  const body = isGet ? {} : { body: JSON.stringify({ query }) };
  const response = await fetch(url, { method: 'POST', ...init, headers, ...body });
  return await response.text();
}

/** Every result of an operation as text, and what it failed with. */
async function gather(results: AsyncIterable<unknown>): Promise<string> {
  const told: unknown[] = [];
  try {
    for await (const result of results) told.push(result);
  } catch (error) {
    // What is refused as a whole is refused as a request of a shared event stream, whose client tells the status alone.
    const { status } = (error as { readonly response?: Response }).response ?? {};
    told.push(status === undefined ? error : { refused: status });
  }
  return JSON.stringify(told);
}

/** Every way in which an operation comes; each gives all that was answered. */
const TRANSPORTS: Readonly<Record<string, (role: string, query: string) => Promise<string>>> = {
  POST: (role, query) => send(role, query),
  GET: (role, query) => send(role, query, { method: 'GET' }),
  'an event stream': (role, query) => send(role, query, { accept: 'text/event-stream' }),
  'a multipart answer': (role, query) => send(role, query, { accept: 'multipart/mixed; subscriptionSpec=1.0' }),
  async 'a shared event stream'(role, query) {
    const client = createSseClient({
      url: `${gateway.url}/graphql/stream`,
      singleConnection: true,
      retryAttempts: 0,
      headers: bearer(role),
    });
    const text = await gather(client.iterate({ query }));
    client.dispose();
    return text;
  },
  async 'a WebSocket'(role, query) {
    const client = createSocketClient({
      url: `${gateway.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: bearer(role),
    });
    const text = await gather(client.iterate({ query }));
    await client.dispose();
    return text;
  },
};

const INPUT = 'input: { messages: [{ role: USER, content: "x" }] }';
const MUTATION = `mutation { generate(${INPUT}) { model } }`;
const SUBSCRIPTION = `subscription { generate(idempotencyKey: "a", ${INPUT}) { __typename } }`;
const NESTED = '{ text(content: "x") { summary { text { embedding { model } } } } }';

/** Expects that nothing was told of what is denied, and that no service was asked for it. */
async function expectDenied(transport: string, query: string, name: string): Promise<void> {
  for (const role of ['viewer', 'nobody']) {
    const before = service.requests.length;
    const text = await TRANSPORTS[transport]!(role, query);
    expect(text).toMatch(/"code":"(UNAUTHORIZED_FIELD_OR_TYPE|FORBIDDEN)"|"refused":400/);
    expect(text).not.toContain('canary-');
    const asked = service.requests.slice(before).map(({ body }) => body.query);
    expect(asked.join('\n')).not.toContain(name);
  }
}

describe.each(Object.keys(TRANSPORTS))('over %s', (transport) => {
  it.each(PATHS)('a protected field asked for %s is denied to those who may not', async (_, query) => {
    await expectDenied(transport, query('embedding { model }'), 'embedding');
  });

  it('a field of an entity within an answer is denied', async () => {
    await expectDenied(transport, NESTED, 'embedding');
  });

  it('is answered to those who may', async () => {
    const [, directly] = PATHS[0] ?? [];
    const text = await TRANSPORTS[transport]!('developer', directly?.('embedding { model }') ?? '');
    expect(text).toContain('canary-');
    expect(text).not.toContain('"errors"');
  });
});

describe.each(Object.keys(TRANSPORTS).filter((name) => name !== 'GET'))('over %s', (transport) => {
  it('a mutation is denied, and nothing is written', async () => {
    await expectDenied(transport, MUTATION, 'generate');
  });

  it('a subscription is denied, and none is opened', async () => {
    await expectDenied(transport, SUBSCRIPTION, 'generate');
  });
});
