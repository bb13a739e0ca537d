/** What `e2e/` needs of the inside: to be quick, and to stand in for services that do as a test says. */
export { fillStorageFolder } from './storage/testing/pglite-template.js';
export { openPgliteStore } from './storage/store/pglite/pglite-store.js';
export { openPostgresStore } from './storage/store/postgres/postgres-store.js';
export type { Store } from './storage/store/store.js';
export { finished, piece, started } from './executions/testing/generation.js';
export { findPostgres, type TestPostgres } from './storage/testing/test-postgres.js';
export { freePort } from './testing/free-port.js';
export {
  startStreamingUpstream,
  type StreamingUpstream,
  type UpstreamSubscription,
} from './testing/start-streaming-upstream.js';
