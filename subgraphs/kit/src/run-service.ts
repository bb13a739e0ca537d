import type { Service } from './service.js';

/**
 * Runs a service as this process: listens as the environment says, loads, tells its supervisor how far it is, and ends
 * gracefully. A service's `main.ts` is one line: `await runService(createService({…}))`.
 */
export async function runService(_service: Service): Promise<void> {
  throw new Error('Not written yet.');
}
