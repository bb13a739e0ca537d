import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceClient } from '../service-client.js';

const WINDOW_MS = 250;

/** Parts of one core: below the first a service does nothing, above the second it works. */
const IDLE = 0.1;
const BUSY = 0.5;

/** On a busy machine a service that works may have to wait that long for its turn. */
const QUIET_WINDOWS = 2;

/** Waits until the service has used no CPU to speak of for a moment. */
export async function expectIdle(service: ServiceClient, withinMs: number): Promise<void> {
  const until = performance.now() + withinMs;
  let [share, quiet] = [0, 0];
  while (quiet < QUIET_WINDOWS && performance.now() < until) {
    share = await shareOfCore(service);
    quiet = share <= IDLE ? quiet + 1 : 0;
  }
  const isIdle = quiet === QUIET_WINDOWS;
  assert.ok(isIdle, `Expected an idle CPU within ${withinMs} ms; it still uses ${share.toFixed(2)} of a core.`);
}

/** Resolves once the service works, or `done` does. */
export async function untilBusy(service: ServiceClient, done: Promise<unknown>): Promise<void> {
  let isDone = false;
  const end = () => (isDone = true);
  done.then(end, end);
  while (!isDone && (await shareOfCore(service)) < BUSY);
}

/** How much of a core the whole process used in a short while. */
async function shareOfCore(service: ServiceClient): Promise<number> {
  const [startedAt, before] = [performance.now(), await cpuSeconds(service)];
  await sleep(WINDOW_MS);
  const after = await cpuSeconds(service);
  return ((after - before) * 1_000) / (performance.now() - startedAt);
}

/** CPU time of the process, its threads among it, by the metric that Prometheus clients share. */
async function cpuSeconds(service: ServiceClient): Promise<number> {
  const value = /^process_cpu_seconds_total(?:\{[^}]*\})? (\S+)/m.exec(await service.metrics())?.[1];
  assert.ok(value !== undefined, 'Expected process_cpu_seconds_total at /metrics.');
  return Number(value);
}
