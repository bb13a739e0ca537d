import type { Metrics } from '@sluice/telemetry';

import type { Store } from '../storage/store/store.js';

/** However often metrics are scraped, the store is asked no more often, in milliseconds. */
const FRESH_MS = 2_000;
const TIMEOUT_MS = 2_000;

type Depth = readonly (readonly [{ readonly state: string }, number])[];

/**
 * Tells how many executions have not ended, over all processes: `due` ones could run now, which is what workers are
 * scaled by; `later` ones wait for their time. Without a word from the store there are no series, rather than old ones.
 */
export function gaugeExecutions(metrics: Pick<Metrics, 'readGauges'>, store: Pick<Store, 'execute'>): void {
  let known: Promise<Depth> | undefined;
  let staleAt = Infinity;
  const ask = async (): Promise<Depth> => {
    staleAt = Infinity;
    const depth = await readDepth(store).catch(() => []);
    staleAt = performance.now() + FRESH_MS;
    return depth;
  };
  metrics.readGauges(
    {
      name: 'open_executions',
      help: 'Executions that have not ended, over all processes: due to run, later, or running.',
      labels: ['state'],
    },
    () => {
      if (known === undefined || performance.now() >= staleAt) known = ask();
      return known;
    },
  );
}

/** Looks at the open ones alone, which have an index. */
async function readDepth(store: Pick<Store, 'execute'>): Promise<Depth> {
  const [row] = (await store.execute(
    `SELECT count(*) FILTER (WHERE status = 'RUNNING') AS running,
            count(*) FILTER (WHERE status <> 'RUNNING' AND (start_after IS NULL OR start_after <= now())) AS due,
            count(*) FILTER (WHERE status <> 'RUNNING' AND start_after > now()) AS later
     FROM sluice.executions WHERE finished_at IS NULL`,
    [],
    { timeoutMs: TIMEOUT_MS },
  )) as readonly Record<'running' | 'due' | 'later', number>[];
  return (['due', 'later', 'running'] as const).map((state) => [{ state }, Number(row?.[state] ?? 0)]);
}
