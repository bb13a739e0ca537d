import type { Progress } from './service.js';

/** What a worker thread does. */
export interface TaskWorker<Model, Task, Result> {
  /** Called once, when the thread starts; `workerData` is the pool's. A rejection ends the thread. */
  readonly load: (workerData: unknown, progress: Progress) => Promise<Model>;
  /** One task. Thrown `ServiceError`s, and those within an array that is returned, keep their code. */
  readonly run: (task: Task, model: Model) => Promise<Result>;
}

/** Makes the default export of a worker's module: `export default serveTasks({ load, run })`. */
export async function serveTasks<Model, Task, Result>(
  _worker: TaskWorker<Model, Task, Result>,
): Promise<(task: Task) => Promise<unknown>> {
  throw new Error('Not written yet.');
}
