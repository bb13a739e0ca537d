import assert from 'node:assert/strict';
import { ask } from './ask.js';
import { type CapabilityContract, heavyItemsOf, itemsOf } from './contract.js';
import { expectCodes, expectResults } from './expectations.js';
import { expectIdle, untilBusy } from './processor-time.js';

/** Far more than the work that heavy items make in this time, and far less than that of all of them. */
const ITEMS = 100;
const ANSWER_MS = 15_000;

/** Callers who leave, and deadlines that pass: the work for them stops. */
export function defineLeaving({ clause, service, sample, facts }: CapabilityContract): void {
  clause('stops to use the CPU when its caller leaves', async () => {
    await expectIdle(service(), facts.idleMs);
    const caller = new AbortController();
    const answers = ask(service(), sample, heavyItemsOf(sample, ITEMS), { signal: caller.signal });
    await untilBusy(service(), answers);
    caller.abort();
    // One that has answered already had nothing to stop.
    await answers.catch(() => {});
    await expectIdle(service(), facts.idleMs);
  });

  clause('lets a deadline pass for nobody: what is not done by then fails, and its work stops', async () => {
    const startedAt = performance.now();
    const answers = await ask(service(), sample, heavyItemsOf(sample, ITEMS), { timeoutMs: 1 });
    const tookMs = Math.round(performance.now() - startedAt);
    assert.ok(
      tookMs < ANSWER_MS,
      `Expected an answer within ${ANSWER_MS} ms of a deadline of 1 ms, it took ${tookMs}.`,
    );
    const late = answers.filter(({ kind }) => kind === 'error');
    assert.ok(late.length > 0, 'Expected a deadline of 1 ms to pass for some of a hundred heavy items.');
    expectCodes(late, 'DEADLINE_EXCEEDED');
    await expectIdle(service(), facts.idleMs);
  });

  clause('answers a caller who stays when another leaves', async () => {
    const caller = new AbortController();
    const leaving = ask(service(), sample, itemsOf(sample, 10, 50), { signal: caller.signal });
    const staying = ask(service(), sample, itemsOf(sample, 10));
    setTimeout(() => caller.abort(), 10);
    await leaving.catch(() => {});
    expectResults(await staying);
  });
}
