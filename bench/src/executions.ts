/**
 * Sluice's executions beside bare pg-boss, on the same PostgreSQL, by turns: how many a second, and what one costs.
 * `npm run executions -w @sluice/bench -- 1000 5`: executions a round, rounds.
 */
import { findPostgres } from '@sluice/gateway/testing';

import { openBareQueue } from './executions/bare-queue.js';
import type { Contender } from './executions/contender.js';
import { openEngine } from './executions/engine.js';
import { serverCpuSeconds } from './executions/server-cpu.js';

const [count = 1_000, rounds = 5] = process.argv.slice(2).map(Number);

interface Reading {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly serverMs: number;
}

async function measure({ database }: Contender, work: () => Promise<void>): Promise<Reading> {
  const [startedAt, cpu, server] = [performance.now(), process.cpuUsage(), serverCpuSeconds(database)];
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return {
    wallMs: performance.now() - startedAt,
    cpuMs: (user + system) / 1_000,
    serverMs: (serverCpuSeconds(database) - server) * 1_000,
  };
}

const median = (values: readonly number[]) =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;

const print = (line: string) => process.stdout.write(`${line}\n`);

const postgres = await findPostgres();
if (!postgres) throw new Error('There is no PostgreSQL: name one in SLUICE_TEST_DATABASE_URL.');
const databases = [await postgres.createDatabase(), await postgres.createDatabase()] as const;
const contenders = [await openEngine(databases[0].url), await openBareQueue(databases[1].url)] as const;
const readings = new Map<string, Reading[]>();
// The first round warms up, and does not count.
for (let round = 0; round <= rounds; round += 1) {
  for (const contender of contenders) {
    const accepted = await measure(contender, () => contender.accept(count));
    const ran = await measure(contender, () => contender.run());
    if (round === 0) continue;
    for (const [phase, reading] of Object.entries({ accept: accepted, run: ran })) {
      const key = `${contender.name}, ${phase}`;
      readings.set(key, [...(readings.get(key) ?? []), reading]);
    }
  }
}
print(`${count} a round, ${rounds} rounds by turns, medians`);
print('                          a second   CPU each   server CPU each');
for (const [key, list] of readings) {
  const of = (name: keyof Reading) => median(list.map((reading) => reading[name]));
  const each = (ms: number) => `${((1_000 * ms) / count).toFixed(0)} µs`;
  const rate = ((1_000 * count) / of('wallMs')).toFixed(0);
  print(`${key.padEnd(24)}${rate.padStart(10)}${each(of('cpuMs')).padStart(11)}${each(of('serverMs')).padStart(18)}`);
}
for (const phase of ['accept', 'run']) {
  const [own = [], bare = []] = contenders.map(({ name }) => readings.get(`${name}, ${phase}`));
  const ratio = (name: keyof Reading) =>
    median(own.map((reading, index) => reading[name] / (bare[index]?.[name] ?? Number.NaN))).toFixed(2);
  print(`${phase}: ${ratio('wallMs')} times the time of bare pg-boss, ${ratio('cpuMs')} times the CPU, round by round`);
}
await Promise.all(contenders.map((contender) => contender[Symbol.asyncDispose]()));
await Promise.all(databases.map((database) => database.drop()));
await postgres[Symbol.asyncDispose]();
