/**
 * How long a gateway takes to refuse operations that would keep a planner, or validation, busy, and what trivial queries
 * beside them feel. `npm run attack -w @sluice/bench -- 10`: seconds of each phase.
 *
 * Each attack is a text of its own: a gateway that only remembered its refusals would not be measured.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { startGatewayProcess } from './gateway-process.js';

const PORT = 4196;
const [seconds = 10] = process.argv.slice(2).map(Number);

/** A service that is there, and is never asked. */
const service = createServer((_, response) => {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ status: 'ready', name: 'nothing', version: '1.0.0', capabilities: {} }));
});
await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
const { port } = service.address() as AddressInfo;
const config = `services: [{ name: nothing, url: 'http://127.0.0.1:${port}' }]`;
await using gateway = await startGatewayProcess(PORT, config);

/** Fourteen levels of fragments, each spread twice: 16,384 fields of 800 bytes, on which a stock planner works for 30 s. */
function doubling(index: number): string {
  const level = (number: number) =>
    `fragment F${number} on Text { summary { text { ...F${number + 1} ...F${number + 1} } } }`;
  const levels = Array.from({ length: 14 }, (_, number) => level(number)).join(' ');
  return `query A${index} { text(content: "x") { ...F0 } } ${levels} fragment F14 on Text { content }`;
}

/** Nine hundred fields of one name: validation would compare each with each. */
const overlapping = (index: number) => `query B${index} { text(content: "x") { ${'content '.repeat(900)} } }`;
const trivial = () => '{ __typename }';

async function send(query: string): Promise<{ readonly ms: number; readonly status: number }> {
  const startedAt = performance.now();
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${gateway.key}` };
  const body = JSON.stringify({ query });
  const response = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body });
  await response.arrayBuffer();
  return { ms: performance.now() - startedAt, status: response.status };
}

/** One caller after the other for a while; the times in order. */
async function repeat(make: (index: number) => string, until: number): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; performance.now() < until; index += 1) times.push((await send(make(index))).ms);
  return times.toSorted((one, other) => one - other);
}

const at = (times: readonly number[], part: number) => (times[Math.floor(part * (times.length - 1))] ?? 0).toFixed(1);
const tell = (name: string, times: readonly number[]) =>
  process.stdout.write(
    `${name.padEnd(44)} ${times.length} times, p50 ${at(times, 0.5)} ms, p99 ${at(times, 0.99)} ms\n`,
  );

// Until the compiler has seen everything.
await repeat(trivial, performance.now() + 2_000);
await repeat(doubling, performance.now() + 1_000);
const phase = () => performance.now() + seconds * 1_000;
tell('trivial, alone', await repeat(trivial, phase()));
for (const [name, make] of [
  ['fourteen doubling fragments', doubling],
  ['nine hundred fields of one name', overlapping],
] as const) {
  const until = phase();
  const cpu = gateway.cpuSeconds();
  const [attacks, beside] = await Promise.all([repeat(make, until), repeat(trivial, until)]);
  const spent = gateway.cpuSeconds() - cpu;
  tell(name, attacks);
  tell('  trivial, beside it', beside);
  process.stdout.write(
    `  gateway CPU ${((1_000 * spent) / (attacks.length + beside.length)).toFixed(2)} ms a request\n`,
  );
}
service.closeAllConnections();
service.close();
