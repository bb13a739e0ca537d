import type { Logger, Progress, WorkerPool } from '@sluice/kit';
import { createWorkerPool } from '@sluice/kit';
import type { Encoded } from './encoder.js';
import { MAX_TOKENS } from './tokenize.js';
import { vectorAt } from './vectors.js';
import type { EncodeTask } from './worker.js';

/** The name under which the model is offered, whatever the capability. */
export const MODEL = 'universal-sentence-encoder-lite-en';

/** A text as the model sees it. */
export interface Embedded {
  /** Of length 1; all zeros where the text holds nothing that the model can read. */
  readonly vector: Float32Array;
  /** How many tokens were read; 0 with a vector of zeros. */
  readonly tokens: number;
}

/** The model in its worker thread. */
export interface Engine {
  /** Starts the thread and loads the model. */
  start(progress?: Progress): Promise<void>;
  /** @returns one result a text, in order. @throws the signal's reason between two tasks once it is aborted */
  embed(texts: readonly string[], signal: AbortSignal): Promise<Embedded[]>;
  close(): Promise<void>;
}

export interface EngineOptions {
  /** The thread's module. @default the compiled `worker.js` beside this file */
  readonly file?: URL;
  readonly logger?: Logger;
}

export function createEngine({ file = new URL('./worker.js', import.meta.url), logger }: EngineOptions = {}): Engine {
  // One thread: a second would hold the model a second time, for two cores that the services share.
  const pool = createWorkerPool<EncodeTask, Encoded>({ file, size: 1, ...(logger && { logger }) });
  return {
    start: (progress) => pool.start(progress),
    embed: (texts, signal) => embed(texts, pool, signal),
    close: () => pool.close(),
  };
}

/** Tasks go one after the other, so that those of other callers come in between and an abort takes effect soon. */
async function embed(
  texts: readonly string[],
  pool: WorkerPool<EncodeTask, Encoded>,
  signal: AbortSignal,
): Promise<Embedded[]> {
  const results: Embedded[] = [];
  for (const task of toTasks(texts)) {
    signal.throwIfAborted();
    results.push(...unpack(await pool.run(task, { signal })));
  }
  return results;
}

function unpack({ vectors, tokens }: Encoded): Embedded[] {
  return Array.from(tokens, (count, index) => ({ vector: vectorAt(vectors, index), tokens: count }));
}

const MAX_TASK_TEXTS = 64;

/** Most characters in one task: of prose about 2,000 tokens, or two seconds of work. A task that runs is not stopped. */
const MAX_TASK_CHARACTERS = 8_000;

/** What of a text counts for the size of a task: tokens have four to five characters, and few are read of a long text. */
const READ_CHARACTERS = MAX_TOKENS * 5;

/** Cuts a list of texts into tasks of at most 64 texts, fewer where they are long. */
export function toTasks(texts: readonly string[]): EncodeTask[] {
  const tasks: string[][] = [];
  let characters = 0;
  for (const text of texts) {
    const task = tasks.at(-1);
    const length = Math.min(text.length, READ_CHARACTERS);
    if (task && task.length < MAX_TASK_TEXTS && characters + length <= MAX_TASK_CHARACTERS) {
      task.push(text);
      characters += length;
    } else {
      tasks.push([text]);
      characters = length;
    }
  }
  return tasks.map((task) => ({ texts: task }));
}
