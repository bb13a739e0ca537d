import { ask } from './ask.js';
import { type CapabilityContract, itemsOf } from './contract.js';
import { expectResults, expectSame } from './expectations.js';

const ITEMS = 8;

/** Requests that are under way together travel in the same batches, and never see of each other. */
export function defineTenants({ clause, service, sample }: CapabilityContract): void {
  const resultsOf = async (items: readonly string[]) => expectResults(await ask(service(), sample, items));

  clause('never mixes what two callers ask at the same time', async () => {
    const [one, other] = [itemsOf(sample, ITEMS), itemsOf(sample, ITEMS, ITEMS)];
    const expected = [await resultsOf(one), await resultsOf(other)] as const;
    const both = () => Promise.all([resultsOf(one), resultsOf(other)]);
    for (const [first, second] of await Promise.all([both(), both()])) {
      expectSame(first, expected[0], 'The one caller');
      expectSame(second, expected[1], 'The other caller');
    }
  });

  clause('gives each of many callers at once the answer of its own item', async () => {
    const items = itemsOf(sample, ITEMS);
    const expected = await resultsOf(items);
    const answers = await Promise.all(items.map((item) => resultsOf([item])));
    expectSame(answers.flat(), expected, 'Callers of one item each');
  });

  clause('fails one caller for a bad item without failing another', async () => {
    const bad = ask(service(), sample, [sample.bad]);
    expectResults(await ask(service(), sample, itemsOf(sample, 3)));
    await bad;
  });
}
