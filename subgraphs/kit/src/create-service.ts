import type { Service, ServiceOptions } from './service.js';

/** Turns plain async functions into a subgraph server. */
export function createService(_options: ServiceOptions): Service {
  throw new Error('Not written yet.');
}
