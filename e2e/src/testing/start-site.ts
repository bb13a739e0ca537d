import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startStreamingUpstream, type StreamingUpstream, type TestPostgres } from '@sluice/gateway/testing';

import { type Sluice, startSluice } from './start-sluice.js';

export type Role = 'all' | 'gateway' | 'worker';

/** Processes of any role on one PostgreSQL, in front of one service that does as the test says. */
export interface Site extends AsyncDisposable {
  readonly upstream: StreamingUpstream;
  start(role: Role): Promise<Sluice>;
}

/** Fast, so that tests need not wait. */
const EXECUTIONS = '{ heartbeatSeconds: 10, flushMs: 20, pollMs: 100, retryDelayMs: 20 }';

export async function startSite(postgres: TestPostgres): Promise<Site> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sluice-site-'));
  const database = await postgres.createDatabase();
  const upstream = await startStreamingUpstream('generation', 'embeddings', 'language', 'summarization');
  const config = `services: [{ name: upstream, url: "${upstream.url}" }]
executions: ${EXECUTIONS}
logging: { level: warn }`;
  const started: Sluice[] = [];
  return {
    upstream,
    async start(role) {
      const env = { DATABASE_URL: database.url };
      const sluice = await startSluice({ args: ['--role', role], config, dataDir, env });
      started.push(sluice);
      return sluice;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(started.map((sluice) => sluice.kill()));
      await upstream[Symbol.asyncDispose]();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
