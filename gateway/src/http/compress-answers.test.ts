import { once } from 'node:events';
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { buffer } from 'node:stream/consumers';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { startTestGateway, type TestGateway } from '../testing/start-test-gateway.js';
import { startUpstream, type Upstream } from '../testing/start-upstream.js';
import { mayCompress } from './compress-answers.js';

let upstream: Upstream;
let gateway: TestGateway;

beforeAll(async () => {
  upstream = await startUpstream('language', 'generation');
  gateway = await startTestGateway({ upstream: upstream.url });
});

afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
});

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** A request whose answer is not decompressed by the client. */
async function send(body: string | Buffer, headers: Record<string, string> = {}): Promise<Answer> {
  const authorization = `Bearer ${gateway.key}`;
  const all = { 'content-type': 'application/json', authorization, ...headers };
  const request = requestHttp(`${gateway.url}/graphql`, { method: 'POST', headers: all, agent: false });
  // Who is refused before everything is sent may see the connection end.
  request.on('error', () => {});
  request.end(body);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return { status: response.statusCode, headers: response.headers, body: await buffer(response) };
}

const LONG = 'Guten Tag. '.repeat(1_000);
const queryOf = (content: string) =>
  JSON.stringify({ query: 'query ($c: String!) { text(content: $c) { content } }', variables: { c: content } });
const answerOf = (content: string) => ({ data: { text: { content } } });

describe('a large answer', () => {
  it.each([
    ['gzip', gunzipSync],
    ['br', brotliDecompressSync],
    ['gzip;q=0.5, br', brotliDecompressSync],
  ])('is compressed as the client asks: %s', async (accepted, decompress) => {
    const { headers, body } = await send(queryOf(LONG), { 'accept-encoding': accepted });
    expect(headers).toMatchObject({ vary: expect.stringMatching(/accept-encoding/i) });
    expect(body.length).toBeLessThan(LONG.length / 2);
    expect(JSON.parse(decompress(body).toString())).toEqual(answerOf(LONG));
  });

  it.each(['identity', 'deflate', 'gzip;q=0'])('is sent as it is to who takes no other: %s', async (accepted) => {
    const { headers, body } = await send(queryOf(LONG), { 'accept-encoding': accepted });
    expect(headers).not.toHaveProperty('content-encoding');
    expect(JSON.parse(body.toString())).toEqual(answerOf(LONG));
  });

  it('is sent as it is when it answers a mutation: that is where keys are shown', async () => {
    upstream.answer(() => ({
      data: { generate: { model: 'm', finishReason: 'STOP', text: { __typename: 'Text', content: LONG } } },
    }));
    const query = 'mutation ($i: GenerateInput!) { generate(input: $i) { text { content } } }';
    const variables = { i: { messages: [{ role: 'USER', content: 'x' }] } };
    const { headers, body } = await send(JSON.stringify({ query, variables }), { 'accept-encoding': 'gzip' });
    expect(headers).not.toHaveProperty('content-encoding');
    expect(body.toString()).toContain(LONG);
  });
});

describe('compression', () => {
  it('is left out for what is small', async () => {
    const { headers } = await send(queryOf('short'), { 'accept-encoding': 'gzip' });
    expect(headers).not.toHaveProperty('content-encoding');
  });

  it('is left out where a browser added the credential: a page of another origin could ask again and again', () => {
    expect(mayCompress({ headers: { cookie: 'session=1' } }, 'query')).toBe(false);
    expect(mayCompress({ headers: { authorization: 'Bearer x' } }, 'query')).toBe(true);
  });

  it('is left out for pages, metrics and health', async () => {
    for (const path of ['/health/ready', '/metrics']) {
      const response = await fetch(gateway.url + path, { headers: { 'accept-encoding': 'gzip, br' } });
      expect(response.headers.get('content-encoding')).toBeNull();
      await response.arrayBuffer();
    }
  });
});

describe('a compressed request', () => {
  const bomb = gzipSync(Buffer.alloc(100 * 1024 * 1024, ' '));

  it.each(['gzip', 'GZIP', 'br', 'gzip, gzip', 'deflate'])('is refused unread: %s', async (encoding) => {
    const refused = await send(bomb, { 'content-encoding': encoding });
    expect(refused.status).toBe(415);
    expect(refused.headers['accept-encoding']).toBe('identity');
    expect(JSON.parse(refused.body.toString())).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
    expect(refused.body.length).toBeLessThan(2_048);
  });

  it('is none when it says so', async () => {
    expect(await send(queryOf('x'), { 'content-encoding': 'identity' })).toMatchObject({ status: 200 });
  });
});
