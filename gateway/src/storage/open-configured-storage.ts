import type { Logger } from '@sluice/telemetry';

import type { Config } from '../config/config.js';
import { executionsQueue } from '../executions/executions-queue.js';
import { createStorage, type Storage } from './create-storage.js';

/** Opens the storage that the configuration names; what fails in the background is logged. @throws as `createStorage` */
export async function openConfiguredStorage(
  { dataDir, storage, executions }: Config,
  logger: Logger,
): Promise<Storage> {
  const startedAt = performance.now();
  const onError = (error: unknown) => logger.warn({ error }, 'The storage failed in the background, and goes on.');
  const opened = await createStorage({ dataDir, ...storage, queues: [executionsQueue(executions)], onError });
  const durationMs = Math.round(performance.now() - startedAt);
  logger.info({ durationMs }, 'The storage is open.');
  return opened;
}
