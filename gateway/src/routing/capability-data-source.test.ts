import { describe, expect, it } from '@jest/globals';

import { startTestGateway, type TestResponse } from '../testing/start-test-gateway.js';
import { startUpstream, type UpstreamHandler, type UpstreamRequest } from '../testing/start-upstream.js';

const EMBED = `query Embed($contents: [String!]!) {
  texts(contents: $contents) { content embedding { dimensions } language { code } }
}`;

/** The contents of the representations that a request carries. */
function contentsOf({ body }: UpstreamRequest): string[] {
  return (body.variables['representations'] as { content: string }[]).map(({ content }) => content);
}

/** Answers as an embeddings service would, with the content's length as the vector's. */
const embed: UpstreamHandler = (request) => ({
  data: { _entities: contentsOf(request).map(({ length }) => ({ embedding: { dimensions: length } })) },
});

/** Runs one operation against an embeddings service that answers so; nobody offers `language`. */
async function ask(handler: UpstreamHandler, contents = ['one', 'three']): Promise<TestResponse> {
  await using upstream = await startUpstream('embeddings');
  upstream.answer(handler);
  await using gateway = await startTestGateway(
    { encoder: upstream.url },
    { timeouts: { headersMs: 600, totalMs: 1_200 } },
  );
  return await gateway.query(EMBED, { contents });
}

/** The codes of the errors at a path's end, each with its path. */
function codesAt(response: TestResponse, field: string): string[] {
  return response.errors
    .filter(({ path }) => path?.at(-1) === field)
    .map(({ path, extensions }) => `${path?.join('.')} ${String(extensions['code'])}`);
}

describe('a fetch from a capability', () => {
  it('goes to the service that offers it, and leaves the rest of the answer standing', async () => {
    const response = await ask(embed);
    expect(response.data).toEqual({
      texts: [
        { content: 'one', embedding: { dimensions: 3 }, language: null },
        { content: 'three', embedding: { dimensions: 5 }, language: null },
      ],
    });
    expect(codesAt(response, 'language')).toEqual([
      'texts.0.language UNSUPPORTED_CAPABILITY',
      'texts.1.language UNSUPPORTED_CAPABILITY',
    ]);
    expect(codesAt(response, 'embedding')).toEqual([]);
  });

  it('sends the same text once', async () => {
    await using upstream = await startUpstream('embeddings');
    upstream.answer(embed);
    await using gateway = await startTestGateway({ encoder: upstream.url });
    const { data } = await gateway.query(EMBED, { contents: ['one', 'three', 'one'] });
    expect(upstream.requests.map(contentsOf)).toEqual([['one', 'three']]);
    expect(data).toMatchObject({
      texts: [3, 5, 3].map((dimensions) => ({ embedding: { dimensions } })),
    });
  });

  it('carries token, request id, trace and what is left of the deadline', async () => {
    await using upstream = await startUpstream('embeddings');
    upstream.answer(embed);
    await using gateway = await startTestGateway({ encoder: upstream.url });
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${gateway.key}`, traceparent };
    const response = await gateway.query(EMBED, { contents: ['one'] }, { headers });
    const sent = upstream.requests[0]?.headers;
    expect(sent?.authorization).toBe('Bearer the-token-of-the-tests');
    expect(sent?.['sluice-request-id']).toBe(response.headers.get('x-request-id'));
    expect(sent?.['traceparent']).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-(?!b7ad6b7169203331)\w{16}-01$/);
    expect(Number(sent?.['sluice-timeout-ms'])).toBeLessThanOrEqual(5_000);
  });

  it.each<[string, UpstreamHandler, string]>([
    [
      'one bad item',
      (request) => ({ ...(embed(request, null as never) as object), errors: [itemError('MODEL_NOT_FOUND')] }),
      'MODEL_NOT_FOUND',
    ],
    [
      'no JSON',
      (_, response) => void response.end('<html>Bad gateway, see http://10.0.0.7/</html>'),
      'PROVIDER_BAD_RESPONSE',
    ],
    ['status 500', (_, response) => void response.writeHead(500).end('stack'), 'PROVIDER_ERROR'],
    ['status 429', (_, response) => void response.writeHead(429).end(), 'PROVIDER_RATE_LIMITED'],
    [
      'a redirect',
      (_, response) => void response.writeHead(302, { location: '/elsewhere' }).end(),
      'PROVIDER_BAD_RESPONSE',
    ],
    ['silence', () => undefined, 'PROVIDER_TIMEOUT'],
    ['a cut body', (_, response) => void response.write('{"data":', () => response.destroy()), 'PROVIDER_ERROR'],
    ['too few entities', () => ({ data: { _entities: [] } }), 'PROVIDER_BAD_RESPONSE'],
    ['an entity of the wrong type', () => ({ data: { _entities: ['x', 7] } }), 'PROVIDER_BAD_RESPONSE'],
    [
      'no data',
      () => ({ data: null, errors: [{ message: 'x', extensions: { code: 'PROVIDER_OVERLOADED' } }] }),
      'PROVIDER_OVERLOADED',
    ],
    [
      'a refusal of our operation',
      () => ({ errors: [{ message: 'x', extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] }),
      'PROVIDER_BAD_RESPONSE',
    ],
    [
      'an unknown code',
      (request) => ({ ...(embed(request, null as never) as object), errors: [itemError('SECRET_CODE')] }),
      'PROVIDER_ERROR',
    ],
  ])('tells %s as a coded error at its place, without a word of the service', async (_, handler, code) => {
    const response = await ask(handler);
    expect(response.status).toBe(200);
    expect(codesAt(response, 'embedding')).toContain(`texts.0.embedding ${code}`);
    expect(JSON.stringify(response)).not.toMatch(/10\.0\.0\.7|stack|127\.0\.0\.1|SECRET|serviceName|canary/);
  });

  it('tells a service that is gone at once, and does not wait for it', async () => {
    await using upstream = await startUpstream('embeddings');
    await using gateway = await startTestGateway({ encoder: upstream.url });
    await upstream.kill();
    const response = await gateway.query(EMBED, { contents: ['one'] });
    expect(codesAt(response, 'embedding')[0]).toMatch(/PROVIDER_CONNECTION_FAILED|PROVIDER_ERROR/);
    expect(response.data).toEqual({ texts: [{ content: 'one', embedding: null, language: null }] });
  });

  it('tells an answer that leaves out what the contract promises', async () => {
    const response = await ask(() => ({ data: { _entities: [{ embedding: {} }, { embedding: { dimensions: 1 } }] } }));
    expect(response.data?.['texts']).toMatchObject([{ embedding: null }, { embedding: { dimensions: 1 } }]);
  });

  it('cancels the call when the caller leaves', async () => {
    await using upstream = await startUpstream('embeddings');
    await using gateway = await startTestGateway({ encoder: upstream.url });
    const controller = new AbortController();
    const reached = new Promise<UpstreamRequest>((resolve) => upstream.answer((request) => resolve(request)));
    const answer = gateway.query(EMBED, { contents: ['one'] }, callerOf(gateway.key, controller.signal));
    const request = await reached;
    controller.abort();
    await expect(answer).rejects.toThrow();
    await request.aborted;
  });

  it('gives up when the deadline passes', async () => {
    await using upstream = await startUpstream('embeddings');
    upstream.answer(() => undefined);
    await using gateway = await startTestGateway({ encoder: upstream.url }, { requestTimeoutMs: 100 });
    const response = await gateway.query(EMBED, { contents: ['one'] });
    expect(codesAt(response, 'embedding')).toEqual(['texts.0.embedding DEADLINE_EXCEEDED']);
  });
});

function itemError(code: string) {
  return {
    message: 'Not this one.',
    path: ['_entities', 0, 'embedding'],
    extensions: { code, url: 'http://10.0.0.7', canary: 'x' },
  };
}

function callerOf(key: string, signal: AbortSignal): RequestInit {
  return {
    signal,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ query: EMBED, variables: { contents: ['one'] } }),
  };
}
