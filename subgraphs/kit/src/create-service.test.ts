import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { ServiceError, WIRE_HEADERS } from '@sluice/schema';
import { createLogger, silentLogger } from '@sluice/telemetry';
import type { Capabilities } from './capabilities.js';
import { createService } from './create-service.js';
import { type StartedService, startService } from './testing/start-service.js';
import { createToys, type ToyWork } from './testing/toy-capabilities.js';

const CANARY = 'canary-51c2 a prompt';
const text = (content: string) => ({ __typename: 'Text', content });
const texts = (count: number) => Array.from({ length: count }, (_, index) => text(`text ${index}`));
const EMBED = 'query E($r: [_Any!]!) { _entities(representations: $r) { ... on Text { embedding { dimensions } } } }';

/** A service of embeddings alone, whose calls take `workMs`. */
async function startToy(work: ToyWork = 10, options: Partial<Parameters<typeof startService>[0]> = {}) {
  const { toys, calls } = createToys(work);
  return { calls, service: await startService({ capabilities: { embeddings: toys.embeddings }, ...options }) };
}

const failing = (error: Error): Capabilities => ({ language: { models: ['m'], run: () => Promise.reject(error) } });

function post(
  { url, token }: StartedService,
  init: Omit<RequestInit, 'headers'> & { query?: string; variables?: unknown; headers?: Record<string, string> } = {},
) {
  const { query = EMBED, variables = { r: [text('a')] }, headers, ...rest } = init;
  return fetch(`${url}/graphql`, {
    method: 'POST',
    body: JSON.stringify({ query, variables }),
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
    ...rest,
  });
}

const codes = async (response: Response) => {
  const { errors = [] } = (await response.json()) as { errors?: { extensions: { code: string } }[] };
  return errors.map(({ extensions }) => extensions.code);
};

describe('The cost in model calls', () => {
  it('of 100 texts in one request is 2 calls', async () => {
    const { service, calls } = await startToy();
    await using _ = service;
    const { entities, errors } = await service.entities('embedding { dimensions }', texts(100));
    expect(errors).toEqual([]);
    expect(entities).toHaveLength(100);
    expect(calls.sizes).toEqual([64, 36]);
  });

  it('of 100 concurrent requests with one text each is at most 10 calls', async () => {
    // What the sentence encoder takes: 12 ms a call, and 5.4 ms more for each text.
    const { service, calls } = await startToy((items) => 12 + 5.4 * items);
    await using _ = service;
    const answers = await Promise.all(texts(100).map((one) => service.entities('embedding { dimensions }', [one])));
    expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
    expect(calls.sizes.reduce((sum, size) => sum + size, 0)).toBe(100);
    expect(calls.sizes.length).toBeLessThanOrEqual(10);
  });
});

describe('The schema', () => {
  it('holds just what is implemented', async () => {
    const { service } = await startToy();
    await using _ = service;
    const { data } = await service.query('{ _service { sdl } __type(name: "Text") { fields { name } } }');
    expect(data?.['__type']).toEqual({ fields: ['content', 'embedding', 'similarity'].map((name) => ({ name })) });
    expect(data?.['_service']).toMatchObject({ sdl: expect.stringContaining('@key(fields: "content")') });
  });

  it('merges the fields of all capabilities into one entity', () => {
    const { toys } = createToys();
    const { sdl } = createService({ name: 'all', version: '1.0.0', capabilities: toys });
    expect(sdl.match(/^type Text /gm)).toHaveLength(1);
    expect(sdl.match(/type Text @key\([^)]*\)/)?.[0]).not.toContain('resolvable: false');
  });

  it('refuses what no contract knows, and nothing at all', () => {
    const create = (capabilities: object) => () => createService({ name: 'x', version: '1.0.0', capabilities });
    expect(create({ telepathy: { models: ['m'], run: async () => [] } })).toThrow(
      /capabilities: expected .*embeddings.*; got telepathy/,
    );
    expect(create({})).toThrow(/at least one/);
  });
});

describe('An error', () => {
  it('without a code leaves as INTERNAL with a constant message, and the log does not quote it', async () => {
    const lines: string[] = [];
    const logger = createLogger({ name: 'toy', destination: { write: (line) => lines.push(line) } });
    await using service = await startService({
      capabilities: failing(new TypeError(CANARY, { cause: new Error(CANARY) })),
      logger,
    });
    const { entities, errors } = await service.entities('language { code }', [text(CANARY)]);
    expect(entities).toEqual([{ language: null }]);
    expect(errors).toEqual([
      {
        message: 'Something went wrong in the service; the request id leads to its log.',
        path: ['_entities', 0, 'language'],
        extensions: { code: 'INTERNAL', domain: 'GATEWAY', http: { status: 500 }, retryable: false },
      },
    ]);
    await sleep(20);
    const log = lines.join('');
    expect(log).toContain('"name":"TypeError"');
    expect(log).not.toContain('canary');
  });

  it('with extensions of its own is not believed', async () => {
    const foreign = Object.assign(new Error('x'), { extensions: { code: 'X', request: CANARY } });
    await using service = await startService({ capabilities: failing(foreign) });
    const { errors } = await service.entities('language { code }', [text('a')]);
    expect(errors[0]?.extensions).toMatchObject({ code: 'INTERNAL' });
    expect(JSON.stringify(errors)).not.toContain('canary');
  });

  it('with a code leaves with its details', async () => {
    const error = new ServiceError(
      'PROVIDER_RATE_LIMITED',
      'Too fast.',
      { retryAfterMs: 500 },
      { cause: new Error(CANARY) },
    );
    await using service = await startService({ capabilities: failing(error) });
    const { errors } = await service.entities('language { code }', [text('a')]);
    expect(errors[0]).toMatchObject({
      message: 'Too fast.',
      extensions: { code: 'PROVIDER_RATE_LIMITED', domain: 'PROVIDER', retryable: true, retryAfterMs: 500 },
    });
    expect(JSON.stringify(errors)).not.toContain('canary');
  });

  it.each([
    ['that does not parse', { query: '{' }, 'GRAPHQL_PARSE_FAILED'],
    ['that does not fit the schema', { query: '{ nope }' }, 'GRAPHQL_VALIDATION_FAILED'],
    ['with no query', { query: undefined, body: '{}' }, 'BAD_USER_INPUT'],
    ['that is not JSON', { body: '{' }, 'BAD_USER_INPUT'],
    ['in another content type', { headers: { 'content-type': 'text/plain' } }, 'BAD_USER_INPUT'],
    ['whose variables do not fit', { variables: {} }, 'BAD_USER_INPUT'],
    [
      'of several operations, none named',
      { query: 'query A { __typename } query B { __typename }' },
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['that is a subscription', { query: 'subscription { x }' }, 'GRAPHQL_VALIDATION_FAILED'],
    ['of too many tokens', { query: `{ ${'a '.repeat(20_001)} }` }, 'GRAPHQL_PARSE_FAILED'],
  ])('of a request %s has a code', async (_what, init, code) => {
    const { service } = await startToy();
    await using _ = service;
    const response = await post(service, init as Parameters<typeof post>[1]);
    expect(await codes(response)).toContain(code);
  });
});

describe('The door', () => {
  it.each([
    ['no token', { authorization: '' }],
    ['another token', { authorization: 'Bearer x' }],
  ])('stays shut for %s', async (_what, headers) => {
    const { service, calls } = await startToy();
    await using _ = service;
    const response = await post(service, { headers });
    expect(response.status).toBe(401);
    expect(await codes(response)).toEqual(['UNAUTHENTICATED']);
    expect(await service.metrics()).toContain(
      'sluice_service_requests_total{outcome="UNAUTHENTICATED",service="toy"} 1',
    );
    expect(calls.sizes).toEqual([]);
  });

  it('without a token is open for the machine itself', async () => {
    const { toys } = createToys();
    const service = createService({ name: 'toy', version: '1.0.0', capabilities: toys, logger: silentLogger });
    const { url } = await service.listen();
    await service.load();
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ __typename }' }),
    });
    expect(await response.json()).toEqual({ data: { __typename: 'Query' } });
    await service.close(0);
  });

  it('refuses a body that is too large, with a code', async () => {
    const { service } = await startToy(1, { limits: { bodyBytes: 1_000 } });
    await using _ = service;
    const response = await post(service, { variables: { r: [text('x'.repeat(2_000))] } });
    expect(response.status).toBe(413);
    expect(await codes(response)).toEqual(['BAD_USER_INPUT']);
  });

  it('answers other paths with a code', async () => {
    const { service } = await startToy();
    await using _ = service;
    expect(await codes(await fetch(`${service.url}/nope`))).toEqual(['NOT_FOUND']);
  });
});

describe('A caller', () => {
  it('who leaves aborts the call', async () => {
    const { service, calls } = await startToy(5_000);
    await using _ = service;
    const controller = new AbortController();
    const request = post(service, { signal: controller.signal }).catch((error: unknown) => error);
    while (calls.sizes.length === 0) await sleep(5);
    controller.abort();
    await request;
    await sleep(50);
    expect(calls.signals[0]?.aborted).toBe(true);
  });

  it('is answered when the deadline passes that it grants, and the call is aborted', async () => {
    const { service, calls } = await startToy(5_000);
    await using _ = service;
    const response = await post(service, { headers: { [WIRE_HEADERS.timeoutMs]: '100' } });
    expect(await codes(response)).toEqual(['DEADLINE_EXCEEDED']);
    expect(calls.signals[0]?.aborted).toBe(true);
  });

  it('is told by the log line under its own request id and trace', async () => {
    const lines: string[] = [];
    const logger = createLogger({ name: 'toy', destination: { write: (line) => lines.push(line) } });
    const { service } = await startToy(1, { logger });
    await using _ = service;
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    await post(service, {
      variables: { r: [text(CANARY), text(CANARY)] },
      headers: {
        [WIRE_HEADERS.requestId]: 'request-7',
        [WIRE_HEADERS.traceparent]: `00-${traceId}-b7ad6b7169203331-01`,
      },
    });
    await sleep(20);
    const line = lines
      .map((one) => JSON.parse(one) as Record<string, unknown>)
      .find(({ message }) => message === 'Request.');
    expect(line).toMatchObject({ requestId: 'request-7', traceId, operationName: 'E', calls: 2, items: 1, codes: [] });
    expect(line?.['durationMs']).toEqual(expect.any(Number));
    expect(lines.join('')).not.toContain('canary');
  });
});
