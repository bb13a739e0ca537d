import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { startTestGateway, type TestGateway, type TestResponse } from '../../testing/start-test-gateway.js';
import {
  startUpstream,
  type Upstream,
  type UpstreamHandler,
  type UpstreamRequest,
} from '../../testing/start-upstream.js';
import type { AttemptRecord } from './attempt-record.js';

const EMBED = 'query ($contents: [String!]!) { texts(contents: $contents) { embedding { dimensions model } } }';
const GENERATE = 'mutation ($input: GenerateInput!) { generate(input: $input) { model } }';
const SUMMARIZE = '{ text(content: "one") { summary { model } } }';

const input = (model?: string) => ({ messages: [{ role: 'USER', content: 'Hello' }], ...(model && { model }) });
const contentsOf = ({ body }: UpstreamRequest) =>
  (body.variables['representations'] as { content: string }[]).map(({ content }) => content);

/** Embeds what is asked; what is named `bad…` fails with this code. */
const embedding =
  (model: string, code = 'PROVIDER_ERROR'): UpstreamHandler =>
  (request) => {
    const contents = contentsOf(request);
    const isBad = (content: string) => content.startsWith('bad');
    return {
      data: {
        _entities: contents.map((content) => ({
          embedding: isBad(content) ? null : { dimensions: content.length, model },
        })),
      },
      errors: contents.flatMap((content, index) =>
        isBad(content) ? [{ message: 'x', path: ['_entities', index, 'embedding'], extensions: { code } }] : [],
      ),
    };
  };

const well: UpstreamHandler = embedding('test-model');
const failing =
  (code: string, details = {}): UpstreamHandler =>
  () => ({ data: null, errors: [{ message: 'x', extensions: { code, ...details } }] });
const generated: UpstreamHandler = () => ({ data: { generate: { model: 'm' } } });

let first: Upstream;
let second: Upstream;
let gateway: TestGateway;

beforeAll(async () => {
  first = await startUpstream('embeddings', 'generation', 'summarization');
  second = await startUpstream('embeddings', 'generation', 'summarization');
  gateway = await startTestGateway(
    { first: first.url, second: second.url },
    {
      routing: { retries: 1, breaker: { consecutiveFailures: 10_000, minimumRequests: 100_000 } },
      routes: [
        {
          capability: 'generation',
          model: 'smart',
          targets: [
            { service: 'first', model: 'test-model' },
            { service: 'second', model: 'other-model' },
          ],
        },
        {
          capability: 'embeddings',
          model: 'mixed',
          otherModels: true,
          targets: [
            { service: 'first', model: 'test-model' },
            { service: 'second', model: 'other-model' },
          ],
        },
        {
          capability: 'embeddings',
          model: 'strict',
          targets: [
            { service: 'first', model: 'test-model' },
            { service: 'second', model: 'other-model' },
          ],
        },
        { capability: 'embeddings', targets: [{ service: 'first' }, { service: 'second' }] },
        { capability: 'generation', targets: [{ service: 'first' }, { service: 'second' }] },
        {
          capability: 'summarization',
          hedge: { afterMs: 30 },
          targets: [{ service: 'first' }, { service: 'second' }],
        },
      ],
    },
  );
});

afterEach(() => {
  first.forget();
  second.forget();
});

afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await Promise.all([first[Symbol.asyncDispose](), second[Symbol.asyncDispose]()]);
});

/** Who was asked how it went, in order. */
function attemptsOf({ extensions }: TestResponse): string[] {
  const attempts = (extensions?.['attempts'] ?? []) as AttemptRecord[];
  return attempts.map(({ service, code, hedge }) => `${service} ${code}${hedge ? ' hedge' : ''}`);
}

const codes = ({ errors }: TestResponse) => errors.map(({ extensions }) => extensions['code']);

// First, since it takes of the retry budget that others use up.
describe('A call that is hedged', () => {
  it('is sent to a second target when the first is slow, whose request is then cancelled', async () => {
    let aborted: Promise<void> | undefined;
    first.answer((request) => {
      ({ aborted } = request);
    });
    second.answer(() => ({ data: { _entities: [{ summary: { model: 'quick' } }] } }));
    const response = await gateway.query(SUMMARIZE);
    expect(response.data).toEqual({ text: { summary: { model: 'quick' } } });
    await aborted;
    const attempts = response.extensions?.['attempts'] as AttemptRecord[];
    expect(attemptsOf(response).sort()).toEqual(['first CANCELLED', 'second OK hedge']);
    expect(attempts.find(({ service }) => service === 'first')?.billed).toBe('UNKNOWN');
  });
});

describe('A call whose target fails', () => {
  it('is tried there once more, and then at the next one, which the caller does not see', async () => {
    first.answer(failing('PROVIDER_OVERLOADED'));
    second.answer(well);
    const response = await gateway.query(EMBED, { contents: ['one'] });
    expect(response.errors).toEqual([]);
    expect(response.data).toEqual({ texts: [{ embedding: { dimensions: 3, model: 'test-model' } }] });
    expect(attemptsOf(response)).toEqual(['first PROVIDER_OVERLOADED', 'first PROVIDER_OVERLOADED', 'second OK']);
  });

  it('goes to the next one at once where the provider limits our rate', async () => {
    first.answer(failing('PROVIDER_RATE_LIMITED', { retryAfterMs: 400 }));
    second.answer(well);
    const response = await gateway.query(EMBED, { contents: ['two'] });
    expect(attemptsOf(response)).toEqual(['first PROVIDER_RATE_LIMITED', 'second OK']);
    // It is left alone for as long as it asked for.
    first.answer(well);
    expect(attemptsOf(await gateway.query(EMBED, { contents: ['three'] }))).toEqual(['second OK']);
    await until(async () => attemptsOf(await gateway.query(EMBED, { contents: [unique()] }))[0] === 'first OK');
  });

  it('is not asked anywhere else where the caller is wrong', async () => {
    first.answer(failing('BAD_USER_INPUT'));
    second.answer(well);
    const response = await gateway.query(EMBED, { contents: ['wrong'] });
    expect(codes(response)).toEqual(['BAD_USER_INPUT']);
    expect(second.requests).toHaveLength(0);
  });

  it('goes on alone: what the others got is not asked for again', async () => {
    first.answer(embedding('test-model', 'MODEL_NOT_FOUND'));
    second.answer((request) => ({
      data: { _entities: contentsOf(request).map(() => ({ embedding: { dimensions: 99, model: 'test-model' } })) },
    }));
    const response = await gateway.query(EMBED, { contents: ['a', 'bad one', 'abc', 'bad two'] });
    expect(response.errors).toEqual([]);
    const { texts } = response.data as { texts: { embedding: { dimensions: number } }[] };
    expect(texts.map(({ embedding: { dimensions } }) => dimensions)).toEqual([1, 99, 3, 99]);
    expect(second.requests.map(contentsOf)).toEqual([['bad one', 'bad two']]);
  });

  it('is told what tells most when all have failed, and what was tried', async () => {
    first.answer(failing('PROVIDER_ERROR'));
    second.answer(failing('PROVIDER_RATE_LIMITED', { retryAfterMs: 200 }));
    const response = await gateway.query(EMBED, { contents: ['nowhere'] });
    expect(response.data).toEqual({ texts: [{ embedding: null }] });
    expect(response.errors).toMatchObject([
      {
        path: ['texts', 0, 'embedding'],
        extensions: {
          code: 'ALL_TARGETS_FAILED',
          reason: 'PROVIDER_RATE_LIMITED',
          retryAfterMs: 200,
          attempts: [
            { service: 'first', attempt: 1 },
            { service: 'first', attempt: 2 },
            { service: 'second', attempt: 1, billed: 'NO' },
            { service: 'second', attempt: 2, billed: 'NO' },
          ],
        },
      },
    ]);
    second.answer(well);
    await until(async () => attemptsOf(await gateway.query(EMBED, { contents: [unique()] })).includes('second OK'));
  });

  it('is not told where it was tried, unless the caller may diagnose', async () => {
    first.answer(failing('PROVIDER_ERROR'));
    second.answer(failing('PROVIDER_ERROR'));
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${gateway.callerKey}` };
    const response = await gateway.query(EMBED, { contents: ['unseen'] }, { headers });
    expect(codes(response)).toEqual(['ALL_TARGETS_FAILED']);
    expect(JSON.stringify([response.extensions, response.errors])).not.toMatch(/attempts|first|second/);
  });
});

describe('A call whose answer depends on the model', () => {
  it('is never answered by another model', async () => {
    first.answer(failing('PROVIDER_AUTH_FAILED'));
    second.answer(well);
    const response = await gateway.query(withModel('strict'), { contents: ['one'] });
    expect(codes(response)).toEqual(['PROVIDER_AUTH_FAILED']);
    expect(second.requests).toHaveLength(0);
  });

  it('is, where the caller named an alias whose route allows it', async () => {
    first.answer(failing('PROVIDER_AUTH_FAILED'));
    second.answer(embedding('other-model'));
    const response = await gateway.query(withModel('mixed'), { contents: ['one'] });
    expect(response.data).toEqual({ texts: [{ embedding: { dimensions: 3, model: 'other-model' } }] });
    expect(second.requests[0]?.body.query).toContain('"other-model"');
  });

  it('is not even then where another of its list has the first model', async () => {
    first.answer(embedding('test-model', 'PROVIDER_AUTH_FAILED'));
    second.answer(embedding('other-model'));
    const response = await gateway.query(withModel('mixed'), { contents: ['one', 'bad'] });
    expect(response.data).toEqual({
      texts: [{ embedding: { dimensions: 3, model: 'test-model' } }, { embedding: null }],
    });
    expect(second.requests).toHaveLength(0);
  });
});

describe('A call that costs', () => {
  it('names at each target the model that the route says, whatever else stands in its input', async () => {
    first.answer(failing('PROVIDER_BILLING'));
    second.answer(generated);
    const response = await gateway.query(GENERATE, { input: { ...input('smart'), maxTokens: 7 } });
    expect(response.errors).toEqual([]);
    const inputOf = ({ requests: [request] }: Upstream) => Object.values(request?.body.variables ?? {})[0];
    expect(inputOf(first)).toMatchObject({ model: 'test-model', maxTokens: 7, messages: [{ content: 'Hello' }] });
    expect(inputOf(second)).toMatchObject({ model: 'other-model', maxTokens: 7, messages: [{ content: 'Hello' }] });
  });

  it('is not sent to the same target again when its connection breaks off, but to the next one', async () => {
    first.answer((_, response) => void response.destroy());
    second.answer(generated);
    const response = await gateway.query(GENERATE, { input: input() });
    expect(attemptsOf(response)).toEqual(['first PROVIDER_ERROR', 'second OK']);
    const [lost] = response.extensions?.['attempts'] as AttemptRecord[];
    expect(lost).toMatchObject({ billed: 'UNKNOWN', phase: 'DISPATCHED' });
  });

  it('is cancelled at its target when the caller leaves, and goes nowhere else', async () => {
    const asked = new Promise<UpstreamRequest>((resolve) => first.answer((request) => resolve(request)));
    second.answer(generated);
    const controller = new AbortController();
    const left = gateway.query(GENERATE, { input: input() }, headersOf(controller.signal)).catch(() => 'left');
    const { aborted } = await asked;
    controller.abort();
    await aborted;
    expect(await left).toBe('left');
    expect(second.requests).toHaveLength(0);
  });
});

describe('A model that nobody offers', () => {
  it('is told at once, and nobody is asked', async () => {
    const response = await gateway.query(withModel('unheard-of'), { contents: ['one'] });
    expect(response.errors).toMatchObject([{ extensions: { code: 'MODEL_NOT_FOUND' } }]);
    expect([...first.requests, ...second.requests]).toEqual([]);
  });
});

const withModel = (model: string) => EMBED.replace('embedding {', `embedding(model: ${JSON.stringify(model)}) {`);
const headersOf = (signal: AbortSignal) => ({ signal });

let count = 0;
const unique = () => `text ${(count += 1)}`;

async function until(condition: () => Promise<boolean>): Promise<void> {
  const endsAt = performance.now() + 10_000;
  while (!(await condition())) if (performance.now() > endsAt) throw new Error('It never came true.');
}
