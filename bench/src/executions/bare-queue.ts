import { setTimeout as sleep } from 'node:timers/promises';

import { PgBoss } from 'pg-boss';

import { AT_ONCE, type Contender, inLanes } from './contender.js';

const QUEUE = 'work';

/** pg-boss alone, as its documentation uses it: send, fetch, complete, each a statement of its own. */
export async function openBareQueue(url: string): Promise<Contender> {
  const boss = new PgBoss({ connectionString: url, max: 10, supervise: false, schedule: false });
  boss.on('error', (error) => process.stderr.write(`${error.message}\n`));
  await boss.start();
  await boss.createQueue(QUEUE);
  let left = 0;
  const lane = async () => {
    while (left > 0) {
      const [job] = await boss.fetch<object>(QUEUE);
      if (!job) {
        // The last ones are with the other lanes.
        await sleep(1);
        continue;
      }
      await boss.complete(QUEUE, job.id, { text: 'done' });
      left -= 1;
    }
  };
  return {
    name: 'pg-boss alone',
    database: new URL(url).pathname.slice(1),
    async accept(count) {
      left += count;
      await inLanes(count, async (index) => void (await boss.send(QUEUE, { text: `Number ${index}` })));
    },
    run: async () => void (await Promise.all(Array.from({ length: AT_ONCE }, lane))),
    [Symbol.asyncDispose]: () => boss.stop({ graceful: false }),
  };
}
