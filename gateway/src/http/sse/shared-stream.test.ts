import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { GENERATE, started, variablesOf } from '../../testing/generation-events.js';
import { startStreamingUpstream, type StreamingUpstream } from '../../testing/start-streaming-upstream.js';
import { startTestGateway, type TestGateway } from '../../testing/start-test-gateway.js';
import { until } from '../../testing/subscribe.js';
import { type OpenStreamOptions, openStream } from '../testing/read-stream.js';

const EVENTS = 'text/event-stream';
const STREAM = '/graphql/stream';

let upstream: StreamingUpstream;
let gateway: TestGateway;

beforeAll(async () => {
  upstream = await startStreamingUpstream('generation');
  gateway = await startTestGateway(
    { upstream: upstream.url },
    { subscriptions: { pingMs: 300, perConnection: 3, connectionsPerPrincipal: 6 } },
  );
});

beforeEach(() => upstream.onSubscription((subscription) => void subscription.tell(started)));

afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
});

const operation = (key: string, id?: string, query = GENERATE) => ({
  query,
  variables: variablesOf(key),
  ...(id !== undefined && { extensions: { operationId: id } }),
});

const codeOf = async ({ over }: { readonly over: Promise<string> }) =>
  (JSON.parse(await over) as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code;

describe('a shared event stream', () => {
  const reserve = async (key?: string) =>
    (await openStream(gateway, { method: 'PUT', path: STREAM, ...(key !== undefined && { key }) })).over;
  const ask = (token: string, options: OpenStreamOptions) =>
    openStream(gateway, { path: STREAM, headers: { 'x-graphql-event-stream-token': token }, ...options });

  it('carries operations by id, which are added and ended one by one', async () => {
    const token = await reserve();
    const shared = await openStream(gateway, { method: 'GET', path: `${STREAM}?token=${token}`, accept: EVENTS });
    expect([shared.status, shared.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
    const before = upstream.subscriptions.length;
    expect((await ask(token, { body: operation('h1', '1') })).status).toBe(202);
    expect((await ask(token, { body: operation('h2', '2') })).status).toBe(202);
    await shared.has('"id":"1","payload":{"data":{"generate":{"__typename":"GenerationStarted"');
    await shared.has('"id":"2","payload"');
    expect((await ask(token, { method: 'DELETE', path: `${STREAM}?operationId=1` })).status).toBe(200);
    await (
      await upstream.subscription(before)
    ).ended;
    (await upstream.subscription(before + 1)).complete();
    await shared.has('event: complete\ndata: {"id":"2"}');
    await shared.has(':\n\n');
    (await ask(token, { body: operation('h3', '3') })).leave();
    shared.leave();
    await until(() => upstream.open === 0);
    expect((await ask(token, { body: operation('h4', '4') })).status).toBe(404);
  });

  it('keeps what is told before it is opened', async () => {
    const token = await reserve();
    await ask(token, { body: { query: '{ services { name } }', extensions: { operationId: 'early' } } });
    const shared = await ask(token, { method: 'GET', accept: EVENTS });
    await shared.has('data: {"id":"early","payload":{"data":{"services":[{"name":"upstream"}]}}}');
    await shared.has('event: complete\ndata: {"id":"early"}');
    expect((await ask(token, { method: 'GET', accept: EVENTS })).status).toBe(400);
    shared.leave();
  });

  it('is good for the principal who reserved it only', async () => {
    const token = await reserve();
    for (const [method, path] of [
      ['GET', STREAM],
      ['POST', STREAM],
      ['DELETE', `${STREAM}?operationId=1`],
    ] as const) {
      const body = method === 'POST' ? { body: operation('h4', '1') } : {};
      const refused = await ask(token, { method, path, key: gateway.otherKey, ...body });
      expect([refused.status, await codeOf(refused)]).toEqual([404, 'NOT_FOUND']);
      expect((await ask(token, { method, path, key: 'nobody', ...body })).status).toBe(401);
    }
    const opened = await ask(token, { method: 'GET', accept: EVENTS });
    expect(opened.status).toBe(200);
    opened.leave();
  });

  it('refuses what is no operation, an id in use, and one operation too many', async () => {
    const token = await reserve();
    const shared = await ask(token, { method: 'GET', accept: EVENTS });
    for (const body of [operation('h5'), { ...operation('h5', '1'), query: 7 }, [operation('h5', '1')]]) {
      const refused = await ask(token, { body });
      expect([refused.status, await codeOf(refused)]).toEqual([400, 'BAD_USER_INPUT']);
    }
    const invalid = await ask(token, { body: operation('h5', '1', '{ nothing }') });
    expect([invalid.status, await codeOf(invalid)]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
    for (const id of ['1', '2', '3']) expect((await ask(token, { body: operation(`h5${id}`, id) })).status).toBe(202);
    const twice = await ask(token, { body: operation('h6', '3') });
    expect([twice.status, await codeOf(twice)]).toEqual([400, 'BAD_USER_INPUT']);
    const tooMany = await ask(token, { body: operation('h6', '4') });
    expect([tooMany.status, await codeOf(tooMany)]).toEqual([429, 'RATE_LIMITED']);
    shared.leave();
    await until(() => upstream.open === 0);
  });

  it('counts as a connection from its reservation on', async () => {
    const tokens = await Promise.all(Array.from({ length: 6 }, () => reserve(gateway.otherKey)));
    const tooMany = await openStream(gateway, { method: 'PUT', path: STREAM, key: gateway.otherKey });
    expect([tooMany.status, await codeOf(tooMany)]).toEqual([429, 'RATE_LIMITED']);
    for (const token of tokens) {
      const shared = await ask(token, { method: 'GET', accept: EVENTS, key: gateway.otherKey });
      await shared.has(':\n\n');
      shared.leave();
      await shared.over;
    }
  });

  it('tells each operation SHUTTING_DOWN and ends when the gateway stops', async () => {
    const stopping = await startTestGateway({ upstream: upstream.url });
    const token = await (await openStream(stopping, { method: 'PUT', path: STREAM })).over;
    const unopened = await (await openStream(stopping, { method: 'PUT', path: STREAM })).over;
    expect(unopened).not.toBe(token);
    const path = `${STREAM}?token=${token}`;
    const shared = await openStream(stopping, { method: 'GET', path, accept: EVENTS });
    for (const id of ['1', '2']) await openStream(stopping, { path, body: operation(`h7${id}`, id) });
    await shared.has('"id":"2"');
    await stopping[Symbol.asyncDispose]();
    const text = await shared.over;
    for (const id of ['1', '2']) {
      expect(text).toMatch(new RegExp(`data: \\{"id":"${id}","payload":\\{"errors":.*SHUTTING_DOWN`));
      expect(text).toContain(`event: complete\ndata: {"id":"${id}"}\n\n`);
    }
    expect(upstream.open).toBe(0);
  });
});
