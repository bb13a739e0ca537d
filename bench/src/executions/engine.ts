import { setTimeout as sleep } from 'node:timers/promises';

import {
  contextSettings,
  createExecutions,
  createPolicies,
  createSnapshot,
  createStorage,
  executionSettings,
  executionsQueue,
  generateSealingKey,
  parseSealingKeys,
  type Principal,
  readSupergraphSdl,
  type RunContext,
  startWorker,
  type Store,
} from '@sluice/gateway/bench';
import { createLogger } from '@sluice/telemetry';

import { AT_ONCE, type Contender, inLanes } from './contender.js';

const PRINCIPAL: Principal = {
  id: 'bench',
  tenant: 'bench',
  kind: 'jwt',
  credential: 'bench',
  roles: ['developer'],
  permissions: ['context:*'],
};

const ANSWER = { data: { text: { embedding: { vector: [1, 2], dimensions: 2, model: 'm', usage: null } } } };

export interface EngineOptions {
  /** Shared by processes on one database. @default one of its own */
  readonly sealingKey?: string;
  /** The AI work. @default an embedding that is there at once */
  readonly runContext?: RunContext;
  /** @default embeddings */
  readonly kind?: 'embeddings' | 'generation';
}

/** Sluice's executions, whole but for the AI work: an embedding that is there at once. */
export async function openEngine(
  url: string,
  { sealingKey = generateSealingKey(), runContext = async () => ANSWER, kind = 'embeddings' }: EngineOptions = {},
): Promise<Contender & { readonly store: Store }> {
  const settings = executionSettings.parse({
    concurrency: AT_ONCE,
    maxRunningPerTenant: AT_ONCE,
    maxOpenPerTenant: 1_000_000,
  });
  const logger = createLogger({ name: 'bench', level: 'warn' });
  const storage = await createStorage({ dataDir: '', databaseUrl: url, queues: [executionsQueue(settings)] });
  const sealer = parseSealingKeys(sealingKey);
  const snapshot = createSnapshot(readSupergraphSdl());
  const graph = () => snapshot;
  const policyOf = createPolicies(contextSettings.parse({}));
  const executions = createExecutions({ storage, sealer, settings, graph, policyOf, logger });
  const openOnes = async () => {
    const sql = 'SELECT count(*) AS open FROM sluice.executions WHERE finished_at IS NULL';
    const [row] = (await storage.store.execute(sql)) as [{ open: number }];
    return Number(row.open);
  };
  return {
    name: 'Sluice',
    store: storage.store,
    database: new URL(url).pathname.slice(1),
    accept: (count) =>
      inLanes(count, async (index) => {
        const text = `Number ${index}`;
        const input = kind === 'embeddings' ? { content: text } : { messages: [{ role: 'USER', content: text }] };
        const context = { kind, input };
        await executions.submit(PRINCIPAL, context, {});
      }),
    async run() {
      const work = { storage, sealer, settings, graph, logger, runContext };
      const worker = await startWorker(work);
      while ((await openOnes()) > 0) await sleep(50);
      await worker.close();
    },
    [Symbol.asyncDispose]: () => storage.close(),
  };
}
