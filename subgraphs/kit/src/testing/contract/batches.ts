import assert from 'node:assert/strict';
import { ask } from './ask.js';
import { type CapabilityContract, itemsOf } from './contract.js';
import { expectCodes, expectDifferent, expectResults, expectSame } from './expectations.js';

/** Items of one operation: each gets its own answer, whatever is asked beside it. */
export function defineBatches({ clause, service, sample }: CapabilityContract): void {
  const resultsOf = async (items: readonly string[]) => expectResults(await ask(service(), sample, items));
  const alone = async (items: readonly string[]) => {
    const results = [];
    for (const item of items) results.push(...(await resultsOf([item])));
    return results;
  };

  clause('answers one item, and names a model that it says it has', async () => {
    const [result] = await resultsOf(itemsOf(sample, 1));
    const models = Object.values((await service().health()).capabilities).flatMap((offered) => offered.models);
    assert.ok(models.includes(result?.model ?? ''), `Expected one of ${models.join(', ')}, got ${result?.model}.`);
  });

  clause('answers three items as it answers each alone, in their order', async () => {
    const items = itemsOf(sample, 3);
    expectSame(await resultsOf(items), await alone(items), 'A batch of 3');
  });

  clause('answers a hundred items, each with its own answer in whatever order they are asked', async () => {
    const items = itemsOf(sample, 100);
    const results = await resultsOf(items);
    if (sample.tellsApart !== false) expectDifferent(results);
    expectSame((await resultsOf(items.toReversed())).toReversed(), results, 'A batch of 100, asked backwards');
    const some = [0, 37, 63, 64, 99];
    const asked = await alone(some.map((index) => items[index] ?? ''));
    expectSame(
      some.map((index) => results[index]!),
      asked,
      'Five of a batch of 100',
    );
  });

  clause('tells of every item what it consumed, and of no other', async () => {
    const items = itemsOf(sample, 5, 5);
    const results = await resultsOf(items);
    for (const [index, { usage }] of results.entries()) {
      const counted = Object.values(usage ?? {}).filter((count) => count !== null);
      assert.ok(
        counted.some((count) => count > 0),
        `Item ${index}: expected some usage, got ${JSON.stringify(usage)}.`,
      );
      const characters = usage?.['inputCharacters'] ?? null;
      if (characters !== null) assert.equal(characters, items[index]?.length, `Item ${index}: inputCharacters.`);
    }
    expectSame(results, await alone(items), 'Five items, with their usage');
  });

  clause('fails for one bad item alone', async () => {
    const [first = '', last = ''] = itemsOf(sample, 2);
    const answers = await ask(service(), sample, [first, sample.bad, last]);
    expectResults([answers[0]!, answers[2]!]);
    expectCodes([answers[1]!], 'BAD_USER_INPUT', 'CONTEXT_WINDOW_EXCEEDED', 'CONTENT_POLICY_VIOLATION');
  });

  clause('knows no model but its own', async () => {
    for (const model of ['no-such-model', '__proto__', '', 'x'.repeat(10_000)]) {
      expectCodes(await ask(service(), sample, itemsOf(sample, 2), { model }), 'MODEL_NOT_FOUND');
    }
  });
}
