/**
 * A gateway in a process of its own, to be killed: told what to be by its argument, it says `ready` when it runs
 * executions. Run from `dist`, as the gateway is.
 */
import { executionSettings } from '../../config/execution-settings.js';
import { createStorage } from '../../storage/create-storage.js';
import { startTestGateway } from '../../testing/start-test-gateway.js';
import { executionsQueue } from '../executions-queue.js';
import type { SiteKeys } from './execution-site.js';
import { createSiteMethod } from './site-method.js';

/** What the process is told. */
export interface WorkerTask {
  readonly databaseUrl: string;
  readonly upstream: string;
  readonly keys: SiteKeys;
  readonly sealingKey: string;
  readonly settings: object;
}

const task = JSON.parse(process.argv[2] ?? '{}') as WorkerTask;
const queues = [executionsQueue({ attemptTimeoutMs: 60_000, heartbeatSeconds: 10 })];
await startTestGateway(
  { upstream: task.upstream },
  {
    executions: executionSettings.parse(task.settings),
    identity: { apiKeys: createSiteMethod(task.keys) },
    sealingKey: task.sealingKey,
    openStorage: () => createStorage({ dataDir: '', databaseUrl: task.databaseUrl, maxConnections: 4, queues }),
  },
);
process.stdout.write('ready\n');
