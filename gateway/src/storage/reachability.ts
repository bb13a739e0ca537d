import type { Store } from './store/store.js';

export interface ReachabilityOptions {
  readonly store: Pick<Store, 'execute'>;
  /**
   * How long the store may take to answer, in milliseconds.
   * @default 2_000
   */
  readonly timeoutMs?: number;
  /**
   * How long an answer counts, in milliseconds: however often it is asked, the store is asked no more often.
   * @default 1_000
   */
  readonly freshMs?: number;
}

/** Asks the store whether it answers. Never rejects. */
export function createReachability({
  store,
  timeoutMs = 2_000,
  freshMs = 1_000,
}: ReachabilityOptions): () => Promise<boolean> {
  let asked: Promise<boolean> | undefined;
  let staleAt = Infinity;

  async function ask(): Promise<boolean> {
    staleAt = Infinity;
    const answer = await store.execute('SELECT 1', [], { timeoutMs }).then(
      () => true,
      () => false,
    );
    staleAt = performance.now() + freshMs;
    return answer;
  }

  return () => {
    if (asked === undefined || performance.now() >= staleAt) asked = ask();
    return asked;
  };
}
