/**
 * A process of its own for tests of what several processes do on one store: told what to do by its arguments, it tells
 * by lines of JSON what it did. Run from `dist`, as the gateway is.
 */
import { createStorage } from '../create-storage.js';
import { migrate } from '../migrations/migrate.js';
import type { Storage } from '../create-storage.js';

const tell = (line: unknown) => void process.stdout.write(`${JSON.stringify(line)}\n`);

const tasks: Readonly<Record<string, (storage: Storage, argument: string) => Promise<void>>> = {
  /** Holds the store until it is killed. */
  async hold() {
    tell('open');
    await new Promise((resolve) => process.stdin.once('end', resolve).resume());
  },
  /** Writes rows until it is killed, and tells each that was acknowledged. */
  async write({ store }, round) {
    await store.execute('CREATE TABLE IF NOT EXISTS written (round int, number int, PRIMARY KEY (round, number))');
    for (let number = 0; ; number++) {
      await store.execute('INSERT INTO written VALUES ($1, $2)', [Number(round), number]);
      tell(number);
    }
  },
  async migrate({ store }) {
    tell(await migrate(store));
  },
  /** Takes of a limit of 50 as often as it may, and tells how often that was. */
  async limit({ limiter }, tries) {
    const limit = limiter({ name: 'shared', points: 50, durationSeconds: 600 });
    const takes = await Promise.all(Array.from({ length: Number(tries) }, () => limit.consume('key')));
    tell(takes.filter(({ allowed }) => allowed).length);
  },
  /** Fetches jobs until there are none, and tells those it got. */
  async fetch({ queue }) {
    for (let empty = 0; empty < 3;) {
      const jobs = await queue.fetch('work', { limit: 3 });
      empty = jobs.length === 0 ? empty + 1 : 0;
      for (const job of jobs) if (await queue.complete(job)) tell(job.id);
    }
  },
};

const [task = '', settings = '{}', argument = ''] = process.argv.slice(2);
try {
  const storage = await createStorage({ ...JSON.parse(settings), queues: [{ name: 'work' }] });
  await tasks[task]?.(storage, argument);
  await storage.close();
} catch (error) {
  tell({ error: error instanceof Error ? error.message : String(error) });
  process.exitCode = 1;
}
