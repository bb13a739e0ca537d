import type { CapabilityName, OfferedCapability } from '../../capability-types.js';
import type { ServiceProcess } from '../start-service-process.js';
import { defineBatches } from './batches.js';
import { type Contract, sampleOf } from './contract.js';
import { defineDoor } from './door.js';
import { defineFeatures } from './features.js';
import { defineHostileItems } from './hostile-items.js';
import { defineLeaving } from './leaving.js';
import { defineLife } from './life.js';
import { completeFacts, type ServiceFacts, type StartContractService } from './service-facts.js';
import { defineStreams } from './streams.js';
import { defineTenants } from './tenants.js';
import { globalVocabulary, type TestVocabulary } from './test-vocabulary.js';

/**
 * The contract that every service keeps, as tests. A service's `*.contract.test.ts` is this one call:
 *
 * ```ts
 * defineServiceContract((options) => startServiceProcess(new URL('../dist/main.js', import.meta.url), options), {
 *   capabilities: ['language'],
 * });
 * ```
 *
 * @param words those of the test runner. @default the global ones, as jest and vitest have them
 */
export function defineServiceContract(
  startService: StartContractService,
  facts: ServiceFacts,
  words: TestVocabulary = globalVocabulary(),
): void {
  let shared: ServiceProcess | undefined;
  const known = completeFacts(facts);
  const start: StartContractService = (options) =>
    startService({ deadlineMs: known.clauseMs, ...options, env: { ...known.env, ...options.env } });
  const contract: Contract = {
    words,
    facts: known,
    start,
    clause: (title, check) => words.it(title, check, known.clauseMs),
    service() {
      if (!shared) throw new Error('The service did not start.');
      return shared;
    },
  };

  words.describe('the contract of a service', () => {
    words.beforeAll(async () => void (shared = await start({})), known.clauseMs);
    words.afterAll(async () => shared?.[Symbol.asyncDispose](), known.clauseMs);
    defineDoor(contract);
    for (const name of known.capabilities) words.describe(name, () => defineCapability(contract, name));
    defineLife(contract);
  });
}

function defineCapability(contract: Contract, name: OfferedCapability): void {
  if (name !== 'generation') return defineItemwise(contract, name);
  defineStreams(contract);
  defineFeatures(contract);
}

/** What is asked item by item. */
function defineItemwise(contract: Contract, name: CapabilityName): void {
  const capability = { ...contract, name, sample: sampleOf(name, contract.facts) };
  defineBatches(capability);
  defineTenants(capability);
  defineHostileItems(capability);
  defineLeaving(capability);
}
