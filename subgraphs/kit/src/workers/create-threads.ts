import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { Progress } from '../service.js';
import type { WorkerMessage } from './worker-messages.js';

export interface ThreadOptions {
  readonly file: URL;
  readonly size: number;
  readonly maxQueue: number;
  readonly workerData: unknown;
}

/** A fixed number of threads, each of which takes one task at a time. */
export function createThreads({ file, size, maxQueue, workerData }: ThreadOptions): Piscina {
  return new Piscina({
    filename: fileURLToPath(file),
    minThreads: size,
    maxThreads: size,
    idleTimeout: Number.POSITIVE_INFINITY,
    concurrentTasksPerWorker: 1,
    maxQueue,
    workerData,
    // Waiting by Atomics would stop the threads' own event loops between tasks, and engines have timers and threads.
    atomics: 'disabled',
  });
}

/** Resolves when every thread has loaded; rejects with the first death before. */
export function watchLoading(threads: Piscina, size: number, progress: Progress): Promise<void> {
  let loaded = 0;
  return new Promise((resolve, reject) => {
    threads.on('message', (message: WorkerMessage) => {
      if (message.kind === 'progress') progress(message.text, message.fraction);
      else if (++loaded === size) resolve();
    });
    threads.once('error', reject);
  });
}
