import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { startTestGateway, type TestGateway, type TestResponse } from '../testing/start-test-gateway.js';
import { startUpstream, type Upstream } from '../testing/start-upstream.js';

let upstream: Upstream;
let gateway: TestGateway;
let production: TestGateway;

beforeAll(async () => {
  upstream = await startUpstream('language');
  gateway = await startTestGateway({ upstream: upstream.url });
  production = await startTestGateway({ upstream: upstream.url }, { mode: 'production' });
});

afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await production[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
});

/** Sends a request as it is; no key unless it is among the headers. */
async function send(init: RequestInit & { path?: string }): Promise<TestResponse> {
  const response = await fetch(`${gateway.url}${init.path ?? '/graphql'}`, { method: 'POST', ...init });
  const { data, errors = [], extensions } = (await response.json()) as Partial<TestResponse>;
  return { status: response.status, headers: response.headers, data, errors, extensions };
}

/** Sends a request with a valid key. */
function sendWithKey({ headers, ...init }: RequestInit & { path?: string }): Promise<TestResponse> {
  return send({ ...init, headers: { authorization: `Bearer ${gateway.key}`, ...(headers as Record<string, string>) } });
}

function json(body: unknown): RequestInit {
  const headers = { 'content-type': 'application/json' };
  return { headers, body: typeof body === 'string' ? body : JSON.stringify(body) };
}

/** Expects one refusal with a status and a code, small and without any inner word. */
function expectRefusal({ status, errors, data }: TestResponse, expected: number, code: string): void {
  expect(errors.map(({ extensions }) => extensions['code'])).toContain(code);
  expect(status).toBe(expected);
  expect(data ?? null).toBeNull();
  expect(JSON.stringify(errors).length).toBeLessThan(2_048);
  expect(JSON.stringify(errors)).not.toMatch(/\.js:|node_modules|stack|127\.0\.0\.1/);
}

const QUERY = '{ text(content: "Guten Tag") { content } }';

describe('who calls /graphql', () => {
  it('is served with a key', async () => {
    expect(await gateway.query(QUERY)).toMatchObject({ status: 200, data: { text: { content: 'Guten Tag' } } });
  });

  it('is refused without one, before the body is read', async () => {
    const response = await send({ body: '{ broken', headers: { 'content-type': 'application/json' } });
    expectRefusal(response, 401, 'UNAUTHENTICATED');
    expect(response.headers.get('www-authenticate')).toBe('Bearer realm="sluice"');
  });

  it.each(['Bearer x', 'Basic abc', 'bearer', `Bearer slc_dev_000000000000_${'0'.repeat(38)}`])(
    'is refused with %s',
    async (authorization) => {
      expectRefusal(await send({ body: '{}', headers: { authorization } }), 401, 'UNAUTHENTICATED');
    },
  );
});

describe('what /graphql takes', () => {
  it.each<[string, RequestInit & { path?: string }, number, string]>([
    ['what is not JSON', json('{ broken'), 400, 'BAD_USER_INPUT'],
    ['a list of operations', json([{ query: QUERY }]), 400, 'BAD_USER_INPUT'],
    ['no query', json({}), 400, 'BAD_USER_INPUT'],
    ['what is not GraphQL', json({ query: '{ text(' }), 400, 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', json({ query: '{ nothing }' }), 400, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'a wrong variable',
      json({ query: 'query ($c: String!) { text(content: $c) { content } }', variables: { c: 7 } }),
      400,
      'BAD_USER_INPUT',
    ],
    [
      'a poisoned variable',
      json(`{"query":"${'{ __typename }'}","variables":{"__proto__":{"a":1}}}`),
      400,
      'BAD_USER_INPUT',
    ],
    ['an unknown operation', json({ query: QUERY, operationName: 'Other' }), 400, 'BAD_USER_INPUT'],
    ['a body of 2 MB', json({ query: QUERY, variables: { pad: 'x'.repeat(2_000_000) } }), 413, 'BAD_USER_INPUT'],
    ['3,000 tokens', json({ query: `{ ${'a '.repeat(3_000)} }` }), 400, 'OPERATION_TOO_LARGE'],
    [
      '600 unknown fields',
      json({ query: `{ ${Array.from({ length: 600 }, (_, index) => `f${index}`).join(' ')} }` }),
      400,
      'OPERATION_TOO_LARGE',
    ],
    ['an unknown path', { path: '/nowhere', method: 'GET' }, 404, 'NOT_FOUND'],
  ])('is not %s', async (_, init, status, code) => {
    expectRefusal(await sendWithKey(init), status, code);
  });

  it('is not plain text or a form, which a page of another origin could send', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
      const headers = { 'content-type': type };
      expectRefusal(await sendWithKey({ headers, body: JSON.stringify({ query: QUERY }) }), 415, 'BAD_USER_INPUT');
    }
  });

  it('is UTF-8 and nothing else', async () => {
    const body = JSON.stringify({ query: QUERY });
    for (const charset of ['utf-7', 'utf-16', '"UTF-7"', 'latin1']) {
      const headers = { 'content-type': `application/json; charset=${charset}` };
      expectRefusal(await sendWithKey({ headers, body }), 415, 'BAD_USER_INPUT');
    }
    const headers = { 'content-type': 'application/json;charset="UTF-8"' };
    expect(await sendWithKey({ headers, body })).toMatchObject({ status: 200 });
  });

  it.each(['PUT', 'PATCH', 'DELETE'])('comes by GET or POST, not by %s', async (method) => {
    const response = await sendWithKey({ method, ...json({ query: QUERY }) });
    expectRefusal(response, 405, 'BAD_USER_INPUT');
    expect(response.headers.get('allow')).toBe('GET, POST');
  });

  it('has headers within bounds, and a path that can be read', async () => {
    const many = Object.fromEntries(Array.from({ length: 120 }, (_, index) => [`x-${index}`, '1']));
    for (const headers of [many, { 'x-large': 'x'.repeat(17_000) }])
      expectRefusal(await sendWithKey({ method: 'GET', headers }), 431, 'BAD_USER_INPUT');
    expectRefusal(await sendWithKey({ method: 'GET', path: '/graphql/%zz' }), 400, 'BAD_USER_INPUT');
  });

  it('is no mutation by GET, and no GET without a preflight', async () => {
    const preflighted = { 'apollo-require-preflight': 'yes' };
    const path = (query: string) => `/graphql?query=${encodeURIComponent(query)}`;
    expect(await sendWithKey({ path: path(QUERY), method: 'GET', headers: preflighted })).toMatchObject({
      status: 200,
    });
    expect(await sendWithKey({ path: path(QUERY), method: 'GET' })).toMatchObject({ status: 400 });
    const mutation = 'mutation { generate(input: { messages: [] }) { model } }';
    expect(await sendWithKey({ path: path(mutation), method: 'GET', headers: preflighted })).toMatchObject({
      status: 405,
    });
  });

  it('is no operation that only a planner would notice to be huge', async () => {
    const levels = Array.from(
      { length: 14 },
      (_, level) => `fragment F${level} on Text { summary { text { ...F${level + 1} ...F${level + 1} } } }`,
    );
    const query = `{ text(content: "x") { ...F0 } } ${levels.join(' ')} fragment F14 on Text { content }`;
    expectRefusal(await sendWithKey(json({ query })), 400, 'OPERATION_TOO_DEEP');
  });
});

describe('an answer', () => {
  it('names its request, in the header and in every error', async () => {
    const { headers, errors } = await gateway.query('{ text(content: " ") { content } }');
    expect(errors).toEqual([
      expect.objectContaining({
        message: 'Query.text(content): expected a text that is not empty.',
        extensions: expect.objectContaining({
          code: 'BAD_USER_INPUT',
          domain: 'CALLER',
          requestId: headers.get('x-request-id'),
        }),
      }),
    ]);
  });

  it('tells the schema to those who may see it, in whatever mode', async () => {
    for (const one of [gateway, production]) {
      expect(await one.query('{ __type(name: "Text") { name } }')).toMatchObject({
        data: { __type: { name: 'Text' } },
      });
    }
  });

  it('can be read by Apollo Studio in development only', async () => {
    const origin = 'https://studio.apollographql.com';
    const preflight = {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
    };
    const allowed = (response: Response) => response.headers.get('access-control-allow-origin');
    expect(allowed(await fetch(`${gateway.url}/graphql`, preflight))).toBe(origin);
    expect(allowed(await fetch(`${production.url}/graphql`, preflight))).toBeNull();
  });
});

describe('the gateway tells of itself', () => {
  it('whether it lives and serves, and how its services are', async () => {
    expect(await (await fetch(`${gateway.url}/health/live`)).json()).toEqual({ status: 'live' });
    const ready = await fetch(`${gateway.url}/health/ready`);
    expect(await ready.json()).toEqual({
      status: 'SERVING',
      store: 'REACHABLE',
      services: [{ service: 'upstream', state: 'READY' }],
    });
  });

  it('what it counts, and never what was said', async () => {
    upstream.answer(() => ({
      data: { _entities: [{ language: { code: 'en', confidence: 1, alternatives: [], model: 'm' } }] },
    }));
    await gateway.query('query Canary { text(content: "canary-7134") { language { code } } }');
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
    expect(metrics).toMatch(/sluice_gateway_calls_total\{capability="language",service="upstream",outcome="OK"\} 1/);
    expect(metrics).toMatch(/sluice_gateway_requests_total\{operation="query",status="200"\}/);
    expect(metrics).toMatch(/event_loop_delay/);
    expect(metrics).not.toContain('canary-7134');
  });
});
