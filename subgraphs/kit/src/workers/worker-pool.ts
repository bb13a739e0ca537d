import type { Piscina } from 'piscina';
import { ServiceError } from '@sluice/schema';
import { type Logger, silentLogger } from '@sluice/telemetry';
import type { Progress } from '../service.js';
import { untilAborted } from '../until-aborted.js';
import { decodeAnswer } from './decode-answer.js';
import { ThreadGroup } from './thread-group.js';

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
  /**
   * Runs a task on the next free thread; starts the pool where `start` was not called.
   *
   * @throws what the worker's `run` threw, with its code; `PROVIDER_ERROR` when the thread died; the signal's reason
   */
  run(task: Task, options?: { readonly signal?: AbortSignal }): Promise<Result>;
  /** Tasks that wait for a thread. */
  readonly queueLength: number;
  /** Ends every thread; tasks that run fail. */
  close(): Promise<void>;
}

/**
 * Threads over piscina. A thread that dies fails its task with `PROVIDER_ERROR` and is replaced; threads that die again
 * and again rest first, for times that double.
 */
export function createWorkerPool<Task, Result>({
  file,
  size = 1,
  workerData,
  logger = silentLogger,
  maxQueue = 1_000,
  abort = 'finish',
}: WorkerPoolOptions): WorkerPool<Task, Result> {
  const group = new ThreadGroup({ file, size, maxQueue, workerData }, logger);

  async function ask(threads: Piscina, task: Task, signal: AbortSignal | undefined): Promise<unknown> {
    try {
      const answer = threads.run(task, abort === 'terminate' && signal ? { signal } : {}) as Promise<unknown>;
      return await (signal ? untilAborted(answer, signal) : answer);
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      if (isQueueFull(error)) throw overloaded(maxQueue);
      // Workers answer with their errors instead of throwing them, so that what is thrown here is a thread's death.
      group.noteDeath(threads, error);
      throw new ServiceError(
        'PROVIDER_ERROR',
        'The worker thread ended before the task was done.',
        {},
        { cause: error },
      );
    }
  }

  return {
    start: (progress) => group.start(progress),
    async run(task, { signal } = {}) {
      signal?.throwIfAborted();
      const answer = await ask(group.threads(), task, signal);
      group.noteSuccess();
      return decodeAnswer(answer) as Result;
    },
    get queueLength() {
      return group.queueLength;
    },
    close: () => group.close(),
  };
}

/** Piscina's own words: it gives this error no code. */
function isQueueFull(error: unknown): boolean {
  return error instanceof Error && error.message === 'Task queue is at limit';
}

function overloaded(maxQueue: number): ServiceError {
  return new ServiceError('OVERLOADED', `More than ${maxQueue} tasks wait for a worker thread; try again later.`, {
    retryAfterMs: 1_000,
    limit: { dimension: 'queue', limit: maxQueue },
  });
}
