/**
 * How far one PostgreSQL goes: executions a second by the number of worker processes, what one leaves in tables and in
 * the write-ahead log, and what streams cost. `npm run scaling -w @sluice/bench -- 2000`: executions a step. Use a server
 * that does nothing else: the log is one for all its databases.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { generateSealingKey, type RunContext, type Store } from '@sluice/gateway/bench';
import { findPostgres } from '@sluice/gateway/testing';

import { openEngine } from './executions/engine.js';
import { serverCpuSeconds } from './executions/server-cpu.js';

const [count = 2_000] = process.argv.slice(2).map(Number);
const TABLES = ['executions', 'execution_events', 'execution_calls', 'execution_ledger', 'audit_log'];
const STREAMS = 16;
const DELTAS_A_SECOND = 30;
const STREAM_SECONDS = 5;

const print = (line: string) => process.stdout.write(`${line}\n`);
const postgres = await findPostgres();
if (!postgres) throw new Error('There is no PostgreSQL: name one in SLUICE_TEST_DATABASE_URL.');

async function numberOf(store: Store, sql: string): Promise<number> {
  const [row] = (await store.execute(sql)) as [Record<string, number | string>];
  return Number(Object.values(row)[0]);
}
const logPosition = (store: Store) => numberOf(store, `SELECT pg_current_wal_lsn() - '0/0'`);

async function startWorkers(workers: number, url: string, key: string): Promise<readonly ChildProcess[]> {
  const program = fileURLToPath(import.meta.resolve('./executions/worker-process.js'));
  const started = Array.from({ length: workers }, () => fork(program, [url, key]));
  await Promise.all(started.map((child) => once(child, 'message')));
  return started;
}

/** Executions a second, with what they take of the server. */
async function measureWorkers(workers: number): Promise<void> {
  const database = await postgres!.createDatabase();
  const sealingKey = generateSealingKey();
  const engine = await openEngine(database.url, { sealingKey });
  const before = await logPosition(engine.store);
  await engine.accept(count);
  const accepted = await logPosition(engine.store);
  const processes = await startWorkers(workers, database.url, sealingKey);
  const [cpu, startedAt] = [serverCpuSeconds(engine.database), performance.now()];
  for (const child of processes) child.send('run');
  await Promise.all(processes.map((child) => once(child, 'message')));
  const seconds = (performance.now() - startedAt) / 1_000;
  const server = (1_000 * (serverCpuSeconds(engine.database) - cpu)) / count;
  print(
    `${workers} worker processes: ${(count / seconds).toFixed(0)} a second, server CPU ${server.toFixed(2)} ms each`,
  );
  if (workers === 1) {
    const ran = await logPosition(engine.store);
    const each = (bytes: number) => `${(bytes / count / 1_024).toFixed(1)} KiB`;
    print(`write-ahead log: ${each(accepted - before)} to accept one, ${each(ran - accepted)} to run it`);
    await printSizes(engine.store);
  }
  for (const child of processes) child.disconnect();
  await engine[Symbol.asyncDispose]();
  await database.drop();
}

async function printSizes(store: Store): Promise<void> {
  let total = 0;
  for (const table of [...TABLES.map((name) => `sluice.${name}`), 'sluice_queue.job']) {
    const bytes = await numberOf(
      store,
      `SELECT coalesce(sum(pg_total_relation_size(relid)), 0) FROM pg_partition_tree('${table}')`,
    );
    const own = bytes > 0 ? bytes : await numberOf(store, `SELECT pg_total_relation_size('${table}')`);
    total += own;
    print(
      `  ${table.padEnd(28)}${Math.round(own / count)
        .toString()
        .padStart(6)} bytes each`,
    );
  }
  print(
    `  ${'all of them'.padEnd(28)}${Math.round(total / count)
      .toString()
      .padStart(6)} bytes each`,
  );
}

/** What streams cost: many small events, gathered by the worker and written together. */
async function measureStreams(): Promise<void> {
  const database = await postgres!.createDatabase();
  const deltas = DELTAS_A_SECOND * STREAM_SECONDS;
  const runContext: RunContext = async ({ onEvent, signal }) => {
    for (let told = 0; told < deltas && !signal.aborted; told += 1) {
      onEvent({ data: { generate: { __typename: 'GenerationDelta', text: 'word ' } } });
      await sleep(1_000 / DELTAS_A_SECOND);
    }
    const generation = { __typename: 'Generation', text: { content: 'words' }, model: 'm', usage: null };
    onEvent({ data: { generate: { __typename: 'GenerationFinished', generation } } });
    return { data: null };
  };
  const engine = await openEngine(database.url, { runContext, kind: 'generation' });
  await engine.accept(STREAMS);
  const before = await logPosition(engine.store);
  const [own, cpu, startedAt] = [process.cpuUsage(), serverCpuSeconds(engine.database), performance.now()];
  await engine.run();
  const seconds = (performance.now() - startedAt) / 1_000;
  const { user, system } = process.cpuUsage(own);
  const server = serverCpuSeconds(engine.database) - cpu;
  const events = await numberOf(engine.store, 'SELECT count(*) FROM sluice.execution_events');
  const log = (await logPosition(engine.store)) - before;
  print(
    `${STREAMS} streams of ${DELTAS_A_SECOND} pieces a second: ${events} events in ${seconds.toFixed(1)} s, ` +
      `worker CPU ${((user + system) / events).toFixed(0)} µs, server CPU ${((1e6 * server) / events).toFixed(0)} µs, ` +
      `log ${(log / events).toFixed(0)} bytes an event`,
  );
  await engine[Symbol.asyncDispose]();
  await database.drop();
}

for (const workers of [1, 2, 4]) await measureWorkers(workers);
await measureStreams();
await postgres[Symbol.asyncDispose]();
process.exit();
