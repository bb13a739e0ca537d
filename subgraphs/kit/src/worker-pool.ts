import type { Logger } from '@sluice/telemetry';
import type { Progress } from './service.js';

export interface WorkerPoolOptions {
  /** The worker's module, compiled: `new URL('./worker.js', import.meta.url)`; its default export is `serveTasks(…)`. */
  readonly file: URL;
  /** How many threads. @default 1 */
  readonly size?: number;
  /** Handed to the worker's `load`; anything that can be cloned. */
  readonly workerData?: unknown;
  readonly logger?: Logger;
  /** Most tasks that wait; beyond it `run` fails with `OVERLOADED`. @default 1,000 */
  readonly maxQueue?: number;
  /**
   * What becomes of a running task whose signal aborts. `terminate` ends its thread and starts another, which loads the
   * model anew: for work of many seconds. `finish` lets the thread go on and drops the result. @default finish
   */
  readonly abort?: 'terminate' | 'finish';
}

/** Threads that do the CPU work of a service, so that its event loop stays free. */
export interface WorkerPool<Task, Result> {
  /** Starts every thread and resolves when each has loaded; rejects with the first failure. */
  start(progress?: Progress): Promise<void>;
  /** @throws `PROVIDER_ERROR` when the thread dies; what the worker's `run` throws, with its code. */
  run(task: Task, options?: { readonly signal?: AbortSignal }): Promise<Result>;
  /** Tasks that wait for a thread. */
  readonly queueLength: number;
  close(): Promise<void>;
}

export function createWorkerPool<Task, Result>(_options: WorkerPoolOptions): WorkerPool<Task, Result> {
  throw new Error('Not written yet.');
}
