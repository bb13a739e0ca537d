import { describe, expect, it } from '@jest/globals';
import { type ServiceProcess, startServiceProcess } from '../start-service-process.js';
import { defineServiceContract } from './define-service-contract.js';
import type { ServiceFacts, StartContractService } from './service-facts.js';
import type { TestVocabulary } from './test-vocabulary.js';

const TOY = new URL('../fixtures/contract-toy.js', import.meta.url);
const FACTS: ServiceFacts = {
  capabilities: ['language', 'generation'],
  samples: { language: { bad: 'bad' } },
  features: ['structured-output', 'tools'],
  failing: { TOY_FAILS: '1' },
  idleMs: 2_000,
};
const start: StartContractService = (options) => startServiceProcess(TOY, options);

/** A runner of its own: runs those clauses whose titles match, and tells the titles of those that failed. */
async function failuresOf(
  fault: string,
  titles: readonly RegExp[],
  more: Partial<ServiceFacts> = {},
): Promise<string[]> {
  const clauses: { readonly title: string; readonly run: () => Promise<void> }[] = [];
  const [before, after]: (() => Promise<void>)[][] = [[], []];
  const words: TestVocabulary = {
    describe: (_title, define) => define(),
    it: (title, run) => void (titles.some((part) => part.test(title)) && clauses.push({ title, run })),
    beforeAll: (run) => void before?.push(run),
    afterAll: (run) => void after?.push(run),
  };
  const started: ServiceProcess[] = [];
  const startFaulty: StartContractService = async (options) => {
    const service = await start(options);
    started.push(service);
    return service;
  };
  defineServiceContract(startFaulty, { ...FACTS, ...more, env: { TOY_FAULT: fault } }, words);
  for (const run of before ?? []) await run();
  const failed: string[] = [];
  for (const { title, run } of clauses) await run().catch(() => failed.push(title));
  // A deaf one would work on for as long as it is given to end.
  await Promise.all(started.map((service) => service.kill()));
  for (const run of after ?? []) await run();
  return failed;
}

defineServiceContract(start, FACTS);

describe('the suite', () => {
  it.each([
    ['backwards', [/three items/]],
    ['mixes', [/hundred items/]],
    ['shares', [/what two callers ask at the same time/]],
    ['sums', [/what it consumed, and of no other/]],
    ['free', [/what it consumed/]],
    ['one for all', [/one bad item alone/]],
    ['uncoded', [/hostile items/, /piece by piece/]],
    ['at once', [/tells a text piece by piece/]],
    ['forgetful', [/JSON of the schema/, /asks for a function/]],
  ])('notices the fault %j by the clauses %s', async (fault, titles) => {
    const failures = await failuresOf(fault, titles);
    for (const part of titles) expect(failures).toContainEqual(expect.stringMatching(part));
  });

  it('notices who takes what it says it has not', async () => {
    const titles = [/refuses a schema/, /refuses functions/];
    expect(await failuresOf('none', titles, { features: [] })).toHaveLength(2);
  });

  it.each([/CPU when its caller leaves/, /a deadline pass/])(
    'notices who is deaf by the clause %s',
    async (title) => {
      // A machine that is busy elsewhere may keep a deaf service from using the CPU: that is noticed when it has some.
      let failures: string[] = [];
      for (let round = 0; round < 12 && failures.length === 0; round += 1) failures = await failuresOf('deaf', [title]);
      expect(failures).not.toEqual([]);
    },
    120_000,
  );

  it('says what is missing where the runner has no global words', () => {
    const { describe: word } = globalThis as unknown as { describe: unknown };
    Reflect.deleteProperty(globalThis, 'describe');
    try {
      expect(() => defineServiceContract(start, FACTS)).toThrow('expected a global describe');
    } finally {
      Object.assign(globalThis, { describe: word });
    }
  });
});
