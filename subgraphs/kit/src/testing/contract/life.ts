import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceHealth } from '@sluice/schema';
import type { CapabilityName } from '../../capability-types.js';
import type { ServiceProcess } from '../start-service-process.js';
import { type Answer, ask, type ItemResult } from './ask.js';
import { type Contract, heavyItemsOf, itemsOf, sampleOf } from './contract.js';
import { expectCoded, expectCodes, expectResults } from './expectations.js';
import { createStory, generate } from './generate.js';
import type { KnownFacts } from './service-facts.js';

const HEAVY_ITEMS = 4;

/** From the start of a process to its end. */
export function defineLife({ clause, start, facts, words }: Contract): void {
  const { usual, heavy } = createWork(facts);

  words.describe('in its life', () => {
    clause('says that it loads, answers those who wait, and says that it is ready', async () => {
      await using service = await start({ until: 'listening' });
      const { status } = await service.health();
      assert.ok(status === 'loading' || status === 'ready', `Expected loading or ready, got ${status}.`);
      assert.equal((await fetch(`${service.url}/health/live`)).status, 200);
      expectResults(await usual(service));
      assert.equal((await healthAfterLoading(service, facts.clauseMs)).status, 'ready');
    });

    const { failing } = facts;
    if (failing !== 'never') {
      clause('says that it failed when it cannot load, without a word of why, and fails its callers', async () => {
        await using service = await start({ until: 'listening', env: failing });
        const { status, reason = '' } = await healthAfterLoading(service, facts.clauseMs);
        assert.equal(status, 'failed', 'Facts: `failing` is an environment in which the service cannot load.');
        assert.ok(reason !== '' && !reason.includes('    at '), `Expected a reason without frames, got “${reason}”.`);
        assert.equal((await fetch(`${service.url}/health/ready`)).status, 503);
        expectCodes(await usual(service), 'SERVICE_UNAVAILABLE');
      });
    }

    clause('ends on SIGTERM with 0, and tells everyone who waits what became of it', async () => {
      const service = await start({});
      // A caller who is let down without an answer fails the clause.
      const answers = heavy(service);
      await sleep(300);
      const exit = service.terminate();
      expectCoded(await answers);
      assert.equal(await exit, 0);
    });

    clause('ends on SIGTERM while it still loads', async () => {
      const service = await start({ until: 'listening' });
      assert.equal(await service.terminate(), 0);
    });
  });
}

interface Work {
  readonly usual: (service: ServiceProcess) => Promise<Answer[]>;
  readonly heavy: (service: ServiceProcess) => Promise<Answer[]>;
}

/** Something to ask of the service, whatever it offers. */
function createWork(facts: KnownFacts): Work {
  const name = facts.capabilities.find((offered): offered is CapabilityName => offered !== 'generation');
  if (name) {
    const sample = sampleOf(name, facts);
    return {
      usual: (service) => ask(service, sample, itemsOf(sample, 2)),
      heavy: (service) => ask(service, sample, heavyItemsOf(sample, HEAVY_ITEMS)),
    };
  }
  const write = async (service: ServiceProcess, maxTokens: number): Promise<Answer[]> => {
    const { written, code } = await generate(service, createStory(facts)(1, maxTokens));
    return [written ? { kind: 'result', result: written as unknown as ItemResult } : { kind: 'error', code }];
  };
  return { usual: (service) => write(service, 20), heavy: (service) => write(service, 400) };
}

/** The health of a service, once it says that it is no longer loading. */
async function healthAfterLoading(service: ServiceProcess, withinMs: number): Promise<ServiceHealth> {
  const until = performance.now() + withinMs / 2;
  let health = await service.health();
  while (health.status === 'loading' && performance.now() < until) {
    await sleep(50);
    health = await service.health();
  }
  return health;
}
