import { afterAll, beforeAll, expect, it } from '@jest/globals';

import type { Upstream } from '../../testing/start-upstream.js';
import { GENERATE, inputFor, recordsOf, startTwoTargets, type TwoTargets } from './testing/two-targets.js';

let targets: TwoTargets;
let first: Upstream;
let second: Upstream;

beforeAll(async () => {
  targets = await startTwoTargets();
  ({ first, second } = targets);
});
afterAll(async () => {
  await targets[Symbol.asyncDispose]();
});

const generate = async () => {
  const response = await targets.gateway.query(GENERATE, { input: inputFor('other-model') });
  return { response, records: recordsOf(response) };
};
const answer = (sluiceUsage: unknown) => () => ({
  data: { generate: { model: 'other-model' } },
  extensions: { sluiceUsage, secret: 'of the service' },
});

it('what a service tells of use stands in the record of the attempt, with what it costs', async () => {
  first.answer(answer([{ model: 'other-model', inputTokens: 1_000, outputTokens: 300 }]));
  const { records, response } = await generate();
  expect(records).toEqual([
    expect.objectContaining({
      service: 'first',
      tokens: { input: 1_000, output: 300 },
      cost: { currency: 'USD', micros: 5_000 },
      billed: 'YES',
    }),
  ]);
  expect(JSON.stringify(response)).not.toContain('of the service');
  expect(response.extensions).not.toHaveProperty('sluiceUsage');
});

it('an attempt that failed after it was paid for has its use, and so has the one that came after it', async () => {
  first.answer(() => ({
    data: { generate: null },
    errors: [{ message: 'x', path: ['generate'], extensions: { code: 'OUTPUT_INVALID' } }],
    extensions: { sluiceUsage: [{ model: 'other-model', inputTokens: 10, outputTokens: 1 }] },
  }));
  second.answer(answer([{ model: 'other-model', inputTokens: 20, outputTokens: 2 }]));
  const { records } = await generate();
  const used = records.map(({ service, code, billed, cost }) => [service, code, billed, cost?.micros]);
  expect(used).toContainEqual(['first', 'OUTPUT_INVALID', 'YES', 30]);
});

it('the cost of a model without a price is not guessed', async () => {
  first.answer(answer([{ model: 'test-model', inputTokens: 5 }]));
  const { records } = await generate();
  expect(records[0]).toMatchObject({ tokens: { input: 5, output: 0 }, cost: null });
});

it.each([
  ['no list', { model: 'other-model', inputTokens: 1 }],
  ['no model', [{ inputTokens: 1 }]],
  ['counts that are none', [{ model: 'other-model', inputTokens: -1, outputTokens: '9', evil: 'x' }]],
  ['a name that is too long', [{ model: 'm'.repeat(1_000), inputTokens: 1 }]],
])('%s is nothing', async (_, usage) => {
  first.answer(answer(usage));
  const { records } = await generate();
  expect(records[0]).toMatchObject({ code: 'OK', tokens: null, cost: null });
});
