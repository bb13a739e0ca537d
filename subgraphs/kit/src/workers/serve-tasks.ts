import { parentPort, workerData } from 'node:worker_threads';
import type { Progress } from '../service.js';
import { encodeError, type WorkerMessage } from './worker-messages.js';

/** What a worker thread does. */
export interface TaskWorker<Model, Task, Result> {
  /** Called once, when the thread starts; `workerData` is the pool's. A rejection ends the thread. */
  readonly load: (workerData: unknown, progress: Progress) => Promise<Model>;
  /** One task. Thrown `ServiceError`s, and those within an array that is returned, keep their code. */
  readonly run: (task: Task, model: Model) => Promise<Result>;
}

/** Makes the default export of a worker's module: `export default serveTasks({ load, run })`. */
export async function serveTasks<Model, Task, Result>({
  load,
  run,
}: TaskWorker<Model, Task, Result>): Promise<(task: Task) => Promise<unknown>> {
  const model = await load(workerData, (text, fraction) =>
    tell({ kind: 'progress', text, ...(fraction !== undefined && { fraction }) }),
  );
  tell({ kind: 'loaded' });
  return async (task) => {
    try {
      const result = await run(task, model);
      return Array.isArray(result)
        ? result.map((one: unknown) => (one instanceof Error ? encodeError(one) : one))
        : result;
    } catch (error) {
      return encodeError(error);
    }
  };
}

function tell(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}
