import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';

import { ApolloServer, HeaderMap } from '@apollo/server';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AuditResult, serverAudits } from 'graphql-http';

import { startTestGateway, type TestGateway } from '../testing/start-test-gateway.js';
import { startUpstream, type Upstream } from '../testing/start-upstream.js';

let upstream: Upstream;
let gateway: TestGateway;

beforeAll(async () => {
  upstream = await startUpstream('language');
  gateway = await startTestGateway({ upstream: upstream.url });
});

afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
});

/** Runs every audit; what each found, by its id. */
async function auditAt(url: string, headers: Record<string, string> = {}): Promise<Map<string, AuditResult>> {
  const fetchFn = (to: string, init: RequestInit = {}) =>
    fetch(to, { ...init, headers: { ...headers, ...(init.headers as Record<string, string>) } });
  const results = new Map<string, AuditResult>();
  for (const audit of serverAudits({ url, fetchFn })) results.set(audit.id, await audit.fn());
  return results;
}

const problemsOf = (results: Map<string, AuditResult>) =>
  [...results].filter(([, { status }]) => status !== 'ok').map(([id, { status }]) => `${id} ${status}`);

/** Apollo Server as it comes, over the smallest server that there is. */
async function startStockServer(): Promise<{ url: string } & AsyncDisposable> {
  const apollo = new ApolloServer({ typeDefs: 'type Query { a: Int }', csrfPrevention: false });
  await apollo.start();
  const http: Server = createServer((request, response) => {
    void (async () => {
      const headers = new HeaderMap(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      const { method = 'GET', url = '/' } = request;
      const sent = await text(request);
      const isJson = headers.get('content-type')?.startsWith('application/json') === true;
      const body: unknown = isJson && sent !== '' ? parse(sent) : undefined;
      const httpGraphQLRequest = { method, headers, body, search: new URL(url, 'http://x').search };
      const answer = await apollo.executeHTTPGraphQLRequest({ httpGraphQLRequest, context: async () => ({}) });
      response.writeHead(answer.status ?? 200, Object.fromEntries(answer.headers));
      response.end(answer.body.kind === 'complete' ? answer.body.string : '');
    })();
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/`,
    async [Symbol.asyncDispose]() {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
      await apollo.stop();
    },
  };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}

describe('graphql-over-http, by the audits of its reference implementation', () => {
  it('is kept without an error or a warning, where Apollo Server alone has three warnings', async () => {
    // It is asked of every GET, since other origins can send one without a preflight; the audits do not know of it.
    const preflighted = { 'apollo-require-preflight': 'yes' };
    const own = await auditAt(`${gateway.url}/graphql`, { authorization: `Bearer ${gateway.key}`, ...preflighted });
    expect(own.size).toBe(61);
    expect(problemsOf(own)).toEqual([]);
    await using stock = await startStockServer();
    // 200 for documents that cannot be parsed, are not valid, or have wrong variables, as `application/json`.
    expect(problemsOf(await auditAt(stock.url))).toEqual(['572B warn', 'FDE2 warn', '7B9B warn']);
  });
});

describe('an operation that is not executed', () => {
  it.each([
    ['{', 'GRAPHQL_PARSE_FAILED'],
    ['{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['query ($c: String!) { text(content: $c) { content } }', 'BAD_USER_INPUT'],
  ])('has the status 200 only for who asks for application/json and knows nothing newer: %s', async (query, code) => {
    const accepts: [string, number][] = [
      ['application/json', 200],
      ['application/graphql-response+json, application/json;q=0.9', 400],
      ['*/*', 400],
    ];
    for (const [accept, expected] of accepts) {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${gateway.key}`, accept };
      const { status, errors } = await gateway.query(query, {}, { headers });
      expect([status, errors[0]?.extensions['code']]).toEqual([expected, code]);
    }
  });

  it('has the status 400 for all when the request was wrong already', async () => {
    const headers = {
      'content-type': 'application/json',
      authorization: `Bearer ${gateway.key}`,
      accept: 'application/json',
    };
    for (const body of ['{}', '[]', '{', '{"query":"query A { __typename }","operationName":"B"}'])
      expect(await gateway.query('', {}, { headers, body })).toMatchObject({ status: 400 });
  });
});
