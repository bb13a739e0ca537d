/** One of those that are measured beside each other, on a database of its own. */
export interface Contender extends AsyncDisposable {
  readonly name: string;
  /** The database, whose server's time is counted. */
  readonly database: string;
  /** Has so many units of work accepted, nobody running them yet. */
  accept(count: number): Promise<void>;
  /** Runs what is accepted, until the last one has ended. */
  run(): Promise<void>;
}

/** How many are accepted, and how many run, at once. */
export const AT_ONCE = 16;

/** Runs so many tasks, a few at a time. */
export async function inLanes(count: number, task: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < count) await task(next++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}
