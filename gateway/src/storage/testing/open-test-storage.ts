import { createStorage, type Storage } from '../create-storage.js';
import { fillStorageFolder } from './pglite-template.js';

/** The embedded storage in a folder, without the seconds that a new database takes. */
export async function openTestStorage(dataDir: string): Promise<Storage> {
  await fillStorageFolder(dataDir);
  return createStorage({ dataDir, queues: [] });
}
