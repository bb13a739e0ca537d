import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceError } from '@sluice/schema';
import { silentLogger } from '@sluice/telemetry';
import type { BatchFunction, BatchOptions } from '../capabilities.js';
import { type BatchCall, createBatcher } from '../batching/batcher.js';

/** The vocabulary of the batcher's tests. */
interface Options {
  readonly model: string;
}
export type Run = BatchFunction<string, Options, string>;

const forever = new AbortController().signal;
setMaxListeners(0, forever);

/** A batcher over a function that upper-cases after a while, and the calls that it saw. */
export function startBatcher(
  bounds: Partial<BatchOptions> & { run?: Run; ready?: () => Promise<void>; workMs?: number } = {},
) {
  const { workMs = 10, run, ...rest } = bounds;
  const calls: { items: readonly string[]; signal: AbortSignal }[] = [];
  const told: BatchCall[] = [];
  const batcher = createBatcher<string, Options, string>({
    ...rest,
    logger: silentLogger,
    onCall: (call) => told.push(call),
    run: async (items, options, context) => {
      calls.push({ items, signal: context.signal });
      if (run) return run(items, options, context);
      await sleep(workMs);
      return items.map((item) => item.toUpperCase());
    },
  });
  const load = (item: string, { signal = forever, lane = 'm' } = {}) =>
    batcher.load(lane, { model: lane }, { item, signal });
  return { batcher, calls, told, load };
}

export const texts = (count: number) => Array.from({ length: count }, (_, index) => `t${index}`);
export const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'ok',
    (error: unknown) => (error instanceof ServiceError ? error.code : `not coded: ${String(error)}`),
  );
export const canceller = () => {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return {
    signal: controller.signal,
    leave: () => controller.abort(new ServiceError('CANCELLED', 'The caller left.')),
  };
};
