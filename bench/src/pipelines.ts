/**
 * Many pipelines at once through a real gateway and its real services: failures, time, and what it costs the gateway.
 * `npm run pipelines -w @sluice/bench -- 50`
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { type GatewayProcess, ROOT, startGatewayProcess } from './gateway-process.js';

const PORT = 4199;
const query = readFileSync(join(ROOT, 'examples/pipeline.graphql'), 'utf8');
const variables = JSON.parse(readFileSync(join(ROOT, 'examples/pipeline.json'), 'utf8')) as unknown;
const count = Number(process.argv[2] ?? 50);

await using gateway = await startGatewayProcess(PORT);
await runPipeline(gateway);
await gateway.eventLoopDelay();

let largest = gateway.residentMiB();
const watch = setInterval(() => (largest = Math.max(largest, gateway.residentMiB())), 100);
const [cpuBefore, startedAt] = [gateway.cpuSeconds(), performance.now()];
const failures = (await Promise.all(Array.from({ length: count }, () => runPipeline(gateway)))).filter((ok) => !ok);
const seconds = (performance.now() - startedAt) / 1000;
clearInterval(watch);

const cpu = gateway.cpuSeconds() - cpuBefore;
const { p99, max } = await gateway.eventLoopDelay();
const lines = [
  `pipelines at once     ${count}, of which failed ${failures.length}`,
  `time                  ${seconds.toFixed(1)} s`,
  `gateway CPU           ${((1000 * cpu) / count).toFixed(1)} ms a pipeline`,
  `gateway memory, most  ${largest.toFixed(0)} MiB`,
  `event loop delay      p99 ${p99.toFixed(1)} ms, max ${max.toFixed(1)} ms`,
];
process.stdout.write(`${lines.join('\n')}\n`);

/** Whether a pipeline was answered without an error. */
async function runPipeline({ url, key }: GatewayProcess): Promise<boolean> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ query, variables }),
  });
  const { errors } = (await response.json()) as { errors?: readonly unknown[] };
  return response.ok && errors === undefined;
}
