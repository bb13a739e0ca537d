import { executionsQueue } from '../../executions/executions-queue.js';
import { createStorage, type Storage } from '../create-storage.js';
import { fillStorageFolder } from './pglite-template.js';

/** The embedded storage in a folder, without the seconds that a new database takes. */
export async function openTestStorage(dataDir: string): Promise<Storage> {
  await fillStorageFolder(dataDir);
  return createStorage({ dataDir, queues: [executionsQueue({ attemptTimeoutMs: 60_000, heartbeatSeconds: 10 })] });
}
