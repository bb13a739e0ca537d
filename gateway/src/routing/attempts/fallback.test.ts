import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import type { TestGateway } from '../../testing/start-test-gateway.js';
import type { Upstream, UpstreamHandler, UpstreamRequest } from '../../testing/start-upstream.js';
import {
  attemptsOf,
  codesOf,
  contentsOf,
  embed,
  embedding,
  failing,
  GENERATE,
  inputFor,
  recordsOf,
  startTwoTargets,
  type TwoTargets,
} from './testing/two-targets.js';

let targets: TwoTargets;
let first: Upstream;
let second: Upstream;
let gateway: TestGateway;

beforeAll(async () => {
  targets = await startTwoTargets();
  ({ first, second, gateway } = targets);
});

afterEach(() => {
  first.forget();
  second.forget();
});

afterAll(async () => {
  await targets[Symbol.asyncDispose]();
});

const well = embedding('test-model');
const generated: UpstreamHandler = () => ({ data: { generate: { model: 'm' } } });

// First, since it takes of the retry budget that others use up.
describe('A call that is hedged', () => {
  it('is sent to a second target when the first is slow, whose request is then cancelled', async () => {
    let aborted: Promise<void> | undefined;
    first.answer((request) => {
      ({ aborted } = request);
    });
    second.answer(() => ({ data: { _entities: [{ summary: { model: 'quick' } }] } }));
    const response = await gateway.query('{ text(content: "one") { summary { model } } }');
    expect(response.data).toEqual({ text: { summary: { model: 'quick' } } });
    await aborted;
    expect(attemptsOf(response).sort()).toEqual(['first CANCELLED', 'second OK hedge']);
    expect(recordsOf(response).find(({ service }) => service === 'first')?.billed).toBe('UNKNOWN');
  });
});

describe('A call whose target fails', () => {
  it('is tried there once more, and then at the next one, which the caller does not see', async () => {
    first.answer(failing('PROVIDER_OVERLOADED'));
    second.answer(well);
    const response = await gateway.query(embed(), { contents: ['one'] });
    expect(response.errors).toEqual([]);
    expect(response.data).toEqual({ texts: [{ embedding: { dimensions: 3, model: 'test-model' } }] });
    expect(attemptsOf(response)).toEqual(['first PROVIDER_OVERLOADED', 'first PROVIDER_OVERLOADED', 'second OK']);
  });

  it('is not asked of it again by another way there, where it may have done it', async () => {
    first.answer((_, response) => void response.destroy());
    const response = await gateway.query(`{ text(content: "One.") {
      routed: answer(question: "Who?", model: "test-model") { model }
      other: answer(question: "Who?") { model }
    } }`);
    expect(codesOf(response)).toEqual(['PROVIDER_ERROR', 'PROVIDER_ERROR']);
    for (const name of ['routed', 'other'])
      expect(first.requests.filter(({ body }) => body.query.includes(`${name}:`))).toHaveLength(1);
  });

  it('goes to the next one at once where the provider limits our rate', async () => {
    first.answer(failing('PROVIDER_RATE_LIMITED', { retryAfterMs: 1_500 }));
    second.answer(well);
    const response = await gateway.query(embed(), { contents: ['two'] });
    expect(attemptsOf(response)).toEqual(['first PROVIDER_RATE_LIMITED', 'second OK']);
    // It is left alone for as long as it asked for, by calls for the same model.
    first.answer(well);
    expect(attemptsOf(await gateway.query(embed(), { contents: ['three'] }))).toEqual(['second OK']);
    first.answer(embedding('other-model'));
    expect(attemptsOf(await gateway.query(embed('other-model'), { contents: ['three'] }))).toEqual(['first OK']);
    first.answer(well);
    await until(async () => attemptsOf(await gateway.query(embed(), { contents: [unique()] }))[0] === 'first OK');
  });

  it('is not asked anywhere else where the caller is wrong', async () => {
    first.answer(failing('BAD_USER_INPUT'));
    second.answer(well);
    const response = await gateway.query(embed(), { contents: ['wrong'] });
    expect(codesOf(response)).toEqual(['BAD_USER_INPUT']);
    expect(second.requests).toHaveLength(0);
  });

  it('goes on alone: what the others got is not asked for again', async () => {
    first.answer(embedding('test-model', 'MODEL_NOT_FOUND'));
    second.answer((request) => ({
      data: { _entities: contentsOf(request).map(() => ({ embedding: { dimensions: 99, model: 'test-model' } })) },
    }));
    const response = await gateway.query(embed(), { contents: ['a', 'bad one', 'abc', 'bad two'] });
    expect(response.errors).toEqual([]);
    const { texts } = response.data as { texts: { embedding: { dimensions: number } }[] };
    expect(texts.map(({ embedding: { dimensions } }) => dimensions)).toEqual([1, 99, 3, 99]);
    expect(second.requests.map(contentsOf)).toEqual([['bad one', 'bad two']]);
  });

  it('is told what tells most when all have failed, and what was tried', async () => {
    first.answer(failing('PROVIDER_ERROR'));
    second.answer(failing('PROVIDER_RATE_LIMITED', { retryAfterMs: 200 }));
    const response = await gateway.query(embed(), { contents: ['nowhere'] });
    expect(response.data).toEqual({ texts: [{ embedding: null }] });
    expect(response.errors).toMatchObject([
      {
        path: ['texts', 0, 'embedding'],
        extensions: {
          code: 'ALL_TARGETS_FAILED',
          reason: 'PROVIDER_RATE_LIMITED',
          retryable: true,
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
    await until(async () => attemptsOf(await gateway.query(embed(), { contents: [unique()] })).includes('second OK'));
  });

  it('is not told where it was tried, unless the caller may diagnose', async () => {
    first.answer(failing('PROVIDER_ERROR'));
    second.answer(failing('PROVIDER_ERROR'));
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${gateway.callerKey}` };
    const response = await gateway.query(embed(), { contents: ['unseen'] }, { headers });
    expect(codesOf(response)).toEqual(['ALL_TARGETS_FAILED']);
    expect(JSON.stringify([response.extensions, response.errors])).not.toMatch(/attempts|first|second/);
  });
});

describe('A call that costs', () => {
  it('names at each target the model that the route says, whatever else stands in its input', async () => {
    first.answer(failing('PROVIDER_BILLING'));
    second.answer(generated);
    const response = await gateway.query(GENERATE, { input: { ...inputFor('smart'), maxTokens: 7 } });
    expect(response.errors).toEqual([]);
    const inputOf = ({ requests: [request] }: Upstream) => Object.values(request?.body.variables ?? {})[0];
    expect(inputOf(first)).toMatchObject({ model: 'test-model', maxTokens: 7, messages: [{ content: 'Hello' }] });
    expect(inputOf(second)).toMatchObject({ model: 'other-model', maxTokens: 7, messages: [{ content: 'Hello' }] });
  });

  it('is not sent to the same target again when its connection breaks off, but to the next one', async () => {
    first.answer((_, response) => void response.destroy());
    second.answer(generated);
    const response = await gateway.query(GENERATE, { input: inputFor() });
    expect(attemptsOf(response)).toEqual(['first PROVIDER_ERROR', 'second OK']);
    expect(recordsOf(response)[0]).toMatchObject({ billed: 'UNKNOWN', phase: 'DISPATCHED' });
  });

  it('is cancelled at its target when the caller leaves, and goes nowhere else', async () => {
    const asked = new Promise<UpstreamRequest>((resolve) => first.answer((request) => resolve(request)));
    second.answer(generated);
    const controller = new AbortController();
    const left = gateway.query(GENERATE, { input: inputFor() }, headersOf(controller.signal)).catch(() => 'left');
    const { aborted } = await asked;
    controller.abort();
    await aborted;
    expect(await left).toBe('left');
    expect(second.requests).toHaveLength(0);
  });
});

const headersOf = (signal: AbortSignal) => ({ signal });

let count = 0;
const unique = () => `text ${(count += 1)}`;

async function until(condition: () => Promise<boolean>): Promise<void> {
  const endsAt = performance.now() + 10_000;
  while (!(await condition())) if (performance.now() > endsAt) throw new Error('It never came true.');
}

describe('The metrics of a gateway', () => {
  it('count the ways that calls took, as their attempts tell them', async () => {
    const metrics = async () => (await fetch(`${gateway.url}/metrics`)).text();
    const counted = (text: string, name: string, service: string) => {
      const line = new RegExp(`^sluice_gateway_${name}\\{capability="embeddings",service="${service}"\\} (\\d+)$`, 'm');
      return Number(line.exec(text)?.[1] ?? 0);
    };
    const before = await metrics();
    first.answer(failing('MODEL_NOT_FOUND'));
    second.answer(well);
    expect(attemptsOf(await gateway.query(embed(), { contents: ['counted'] }))).toEqual([
      'first MODEL_NOT_FOUND',
      'second OK',
    ]);
    const after = await metrics();
    const more = (name: string, service: string) => counted(after, name, service) - counted(before, name, service);
    expect([more('fallbacks_total', 'second'), more('retries_total', 'first')]).toEqual([1, 0]);
    expect(after).toContain(
      'sluice_gateway_attempts_total{capability="embeddings",service="first",outcome="MODEL_NOT_FOUND"}',
    );
    expect(after).toMatch(/sluice_gateway_instances\{service="second",state="READY",breaker="CLOSED"\} 1/);
  });
});
