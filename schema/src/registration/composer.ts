import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

import { ContractError } from '../compose/contract-problem.js';
import { ServiceError } from '../errors/service-error.js';
import type { ServiceReading } from './check-service-sdl.js';
import type { ComposerAnswer, ComposerTask } from './composer-messages.js';
import type { RegisteredContract } from './new-capabilities.js';

/** A service that is to be held to the contracts. */
export interface CheckRequest {
  readonly sdl: string;
  /** The names of the capabilities that it says it offers. */
  readonly offered: readonly string[];
  /** Contracts that stand beside those of the package. */
  readonly registered: readonly RegisteredContract[];
}

/** Reads services and composes graphs on a thread: half a second of work that would hold every request up. */
export interface Composer {
  /** @throws ContractError that lists every problem, ServiceError `OVERLOADED`, `DEADLINE_EXCEEDED` */
  check(request: CheckRequest): Promise<ServiceReading>;
  /**
   * The supergraph of the package's contracts and these.
   *
   * @throws like `check`
   */
  compose(registered: readonly RegisteredContract[]): Promise<string>;
  close(): Promise<void>;
}

export interface ComposerOptions {
  /** The longest time of one task, in milliseconds; then the thread is given up. @default 30_000 */
  readonly timeoutMs?: number;
  /** How many tasks may wait. @default 16 */
  readonly maxWaiting?: number;
  /** After how long without work the thread ends, in milliseconds: it holds a hundred megabytes. @default 60_000 */
  readonly idleMs?: number;
}

/** One thread, started when it is needed, and one task at a time. */
export function createComposer(options: ComposerOptions = {}): Composer {
  const { timeoutMs = 30_000, maxWaiting = 16, idleMs = 60_000 } = options;
  let worker: Worker | null = null;
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let idle: NodeJS.Timeout | undefined;

  async function end(): Promise<void> {
    const ending = worker;
    worker = null;
    await ending?.terminate();
  }

  async function ask(task: ComposerTask): Promise<ComposerAnswer> {
    clearTimeout(idle);
    worker ??= new Worker(new URL('./composer-worker.js', import.meta.url), { execArgv: [] });
    worker.ref();
    try {
      worker.postMessage(task);
      return await answerOf(worker, timeoutMs);
    } catch (error) {
      await end();
      throw error;
    } finally {
      // Nobody is kept from ending by a thread that waits.
      worker?.unref();
      idle = setTimeout(() => void end(), idleMs).unref();
    }
  }

  async function inTurn(task: ComposerTask): Promise<ComposerAnswer> {
    if (waiting >= maxWaiting) throw overloaded(maxWaiting);
    waiting += 1;
    const turn = last.then(() => ask(task));
    last = turn.catch(() => {});
    return turn.finally(() => (waiting -= 1));
  }

  return {
    async check(request) {
      const answer = await inTurn({ kind: 'check', ...request });
      return answer.kind === 'check' ? answer.reading : fail(answer);
    },
    async compose(registered) {
      const answer = await inTurn({ kind: 'compose', registered });
      return answer.kind === 'compose' ? answer.supergraph : fail(answer);
    },
    async close() {
      clearTimeout(idle);
      await end();
    },
  };
}

async function answerOf(worker: Worker, timeoutMs: number): Promise<ComposerAnswer> {
  const stop = new AbortController();
  const { signal } = stop;
  const ended = once(worker, 'exit', { signal }).then(() => {
    throw new Error('The thread of the composer has ended.');
  });
  ended.catch(() => {});
  const timer = setTimeout(() => stop.abort(), timeoutMs);
  try {
    const [answer] = (await Promise.race([once(worker, 'message', { signal }), ended])) as [ComposerAnswer];
    return answer;
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new ServiceError('DEADLINE_EXCEEDED', `The contracts were not composed within ${timeoutMs} ms.`);
  } finally {
    clearTimeout(timer);
    stop.abort();
  }
}

function fail(answer: ComposerAnswer): never {
  if (answer.kind === 'refused') throw new ContractError(answer.problems);
  throw new Error(answer.kind === 'failed' ? answer.message : `The composer answered ${answer.kind}.`);
}

function overloaded(limit: number): ServiceError {
  const details = { retryAfterMs: 1_000, limit: { dimension: 'registrations', limit } };
  return new ServiceError('OVERLOADED', `More than ${limit} registrations wait to be checked.`, details);
}
