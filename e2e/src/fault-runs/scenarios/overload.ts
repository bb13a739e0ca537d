import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { askOnce } from '../clients/door.js';
import { checkStore } from '../invariants/check-store.js';
import { type Cluster, openCluster } from '../parts/site.js';
import type { RoundOutcome, Scenario } from '../scenario.js';

/** A call takes 0.55 s in the mean, so that these do 7 a second. */
const CONCURRENCY = 4;
const MAX_OPEN = 30;
const PER_SECOND = 5 * 7;
const SECONDS = 20;
const DRAIN_MS = 60_000;
/** Every one is answered, on a machine that has much else to do as well. */
const ANSWER_MS = 60_000;

/** Five times as much is asked for as can be done: what is too much is refused by its code, the rest is done. */
export const overload: Scenario = {
  name: 'overload',
  title: `Five times the capacity for ${SECONDS} s: the rest is refused with OVERLOADED`,
  async open(folder) {
    const executions = { concurrency: CONCURRENCY, maxOpenPerTenant: MAX_OPEN };
    const site = await openCluster(folder, { gateways: 1, workers: 1, executions });
    return { site, round: () => runRound(site) };
  },
};

async function runRound(site: Cluster): Promise<RoundOutcome> {
  const keys: string[] = [];
  const sending: Promise<string | null>[] = [];
  for (let sent = 0; sent < PER_SECOND * SECONDS; sent += 1) {
    const key = randomUUID();
    keys.push(key);
    sending.push(submit(site, key));
    await sleep(1_000 / PER_SECOND);
  }
  const answers = await Promise.all(sending);
  const over = performance.now();
  const open = await drain(site);
  const accepted = keys.filter((_, index) => answers[index] === null);
  const refused = answers.filter((answer) => answer !== null);
  const odd = [...new Set(refused)].filter((answer) => answer !== 'OVERLOADED');
  const stored = await site.withStore((store) => checkStore(store, keys));
  const wrong = [...stored.wrong, ...odd.map((answer) => `a submission was refused with ${answer}`)];
  if (open > 0) wrong.push(`${open} executions have not ended within ${DRAIN_MS} ms`);
  if (refused.length === 0) wrong.push('nothing was refused');
  if (stored.executions !== accepted.length) {
    wrong.push(`${accepted.length} were accepted, and ${stored.executions} are kept`);
  }
  const repeated = stored.attempts - stored.executions;
  return { executions: stored.executions, repeated, recoveredMs: performance.now() - over, wrong };
}

/** @returns null where it was accepted, else the code */
async function submit({ door }: Cluster, key: string): Promise<string | null> {
  const content = `A text of its own: ${key}`;
  const query = `mutation { submit(context: { language: { content: "${content}" } },
    options: { idempotencyKey: "${key}" }) { id } }`;
  const answer = await askOnce(door.urls[0] ?? '', door.key, { query }, ANSWER_MS).catch((error: unknown) =>
    String(error),
  );
  if (typeof answer === 'string') return answer;
  const [error] = answer.errors;
  return error ? (error.extensions?.code ?? error.message) : null;
}

/** @returns how many are still open when time is up */
async function drain(site: Cluster): Promise<number> {
  const count = () =>
    site.withStore(async (store) => {
      const rows = await store.execute(
        'SELECT count(*)::int AS count FROM sluice.executions WHERE finished_at IS NULL',
      );
      return (rows as { count: number }[])[0]?.count ?? 0;
    });
  for (const end = performance.now() + DRAIN_MS; performance.now() < end; await sleep(200)) {
    if ((await count()) === 0) return 0;
  }
  return count();
}
