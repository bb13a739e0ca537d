/**
 * How long a cancellation takes to reach the AI service: asked of a gateway, run by a worker, two processes on one
 * PostgreSQL. `npm run cancel -w @sluice/bench -- 50`: executions; with REDIS_URL the bus is Redis.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { findPostgres, startStreamingUpstream } from '@sluice/gateway/testing';

import { startGatewayProcess } from './gateway-process.js';

const [count = 50] = process.argv.slice(2).map(Number);
const [GATEWAY_PORT, WORKER_PORT] = [4196, 4197];

const SUBMIT = 'mutation { submit(context: { generation: { messages: [{ role: USER, content: "Hello" }] } }) { id } }';
const CANCEL = 'mutation ($id: ID!) { cancelExecution(input: { id: $id }) { status } }';

const postgres = await findPostgres();
if (!postgres) throw new Error('There is no PostgreSQL: name one in SLUICE_TEST_DATABASE_URL.');
const database = await postgres.createDatabase();
const upstream = await startStreamingUpstream('generation');
const dataDir = mkdtempSync(join(tmpdir(), 'sluice-bench-'));
const config = `rateLimits: { enabled: false }\nservices: [{ name: upstream, url: '${upstream.url}' }]\n`;
const environment = {
  DATABASE_URL: database.url,
  SLUICE_DATA_DIR: dataDir,
  ...(process.env['REDIS_URL'] && { REDIS_URL: process.env['REDIS_URL'] }),
};
{
  await using gateway = await startGatewayProcess(GATEWAY_PORT, config, { ...environment, SLUICE_ROLE: 'gateway' });
  await using _worker = await startGatewayProcess(WORKER_PORT, config, { ...environment, SLUICE_ROLE: 'worker' });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${gateway.key}` };
  const ask = async (query: string, variables = {}) => {
    const body = JSON.stringify({ query, variables });
    const response = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body });
    return (await response.json()) as { data: { submit: { id: string } } };
  };
  const reached: number[] = [];
  // The first one warms up, and does not count.
  for (let round = 0; round <= count; round += 1) {
    upstream.forget();
    const { data } = await ask(SUBMIT);
    const subscription = await upstream.subscription(0);
    subscription.tell({ __typename: 'GenerationDelta', text: 'Once upon a time' });
    const askedAt = performance.now();
    const cancelling = ask(CANCEL, { id: data.submit.id });
    await subscription.ended;
    if (round > 0) reached.push(performance.now() - askedAt);
    await cancelling;
  }
  reached.sort((one, other) => one - other);
  const quantile = (share: number) => (reached[Math.floor(share * (reached.length - 1))] ?? Number.NaN).toFixed(1);
  process.stdout.write(
    `${count} executions, from the caller's request to the end of the service's: ` +
      `p50 ${quantile(0.5)} ms, p99 ${quantile(0.99)} ms, max ${quantile(1)} ms\n`,
  );
}
await upstream[Symbol.asyncDispose]();
await database.drop();
await postgres[Symbol.asyncDispose]();
rmSync(dataDir, { recursive: true, force: true });
