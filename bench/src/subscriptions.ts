/**
 * Many subscribers with small events through one gateway: whether any is lost or out of order, and what it costs.
 * `npm run subscriptions -w @sluice/bench -- 500 30 20`: clients, events a second for each, seconds.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { startGatewayProcess } from './gateway-process.js';
import { readEvents } from './subscriptions/read-events.js';

const PORT = 4198;
const [clients = 500, perSecond = 30, seconds = 20] = process.argv.slice(2).map(Number);
const expected = perSecond * seconds;

const source = fork(fileURLToPath(import.meta.resolve('./subscriptions/event-source.js')), [
  String(expected),
  String(perSecond),
]);
const [sourcePort] = (await once(source, 'message')) as [number];
// All subscribe as one caller, at once: more often than a contract allows.
const services = `rateLimits: { enabled: false }\nservices: [{ name: events, url: 'http://127.0.0.1:${sourcePort}' }]\n`;

{
  await using gateway = await startGatewayProcess(PORT, services);
  await readEvents(gateway.url, gateway.key, expected);
  await gateway.eventLoopDelay();
  let largest = gateway.residentMiB();
  const watch = setInterval(() => (largest = Math.max(largest, gateway.residentMiB())), 100);
  const [cpuBefore, startedAt] = [gateway.cpuSeconds(), performance.now()];
  const readings = await Promise.all(
    Array.from({ length: clients }, () => readEvents(gateway.url, gateway.key, expected)),
  );
  const took = (performance.now() - startedAt) / 1000;
  clearInterval(watch);

  const events = readings.reduce((sum, reading) => sum + reading.events, 0);
  const broken = readings.filter(({ isWhole }) => !isWhole).length;
  const delays = readings.flatMap((reading) => reading.delays).sort((one, other) => one - other);
  const quantile = (share: number) => (delays[Math.floor(share * (delays.length - 1))] ?? Number.NaN).toFixed(1);
  const cpu = gateway.cpuSeconds() - cpuBefore;
  const { p99, max } = await gateway.eventLoopDelay();
  const lines = [
    `subscribers           ${clients}, of which with a gap or out of order ${broken}`,
    `events                ${events} of ${clients * expected} in ${took.toFixed(1)} s: ${(events / took).toFixed(0)} a second`,
    `service to client     p50 ${quantile(0.5)} ms, p99 ${quantile(0.99)} ms`,
    `gateway CPU           ${((1e6 * cpu) / events).toFixed(0)} µs an event, ${((100 * cpu) / took).toFixed(0)} % of a core`,
    `gateway memory, most  ${largest.toFixed(0)} MiB`,
    `event loop delay      p99 ${p99.toFixed(1)} ms, max ${max.toFixed(1)} ms`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  process.exitCode = broken === 0 ? 0 : 1;
}
source.kill();
