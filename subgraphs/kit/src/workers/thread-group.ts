import type { Piscina } from 'piscina';
import { ServiceError } from '@sluice/schema';
import type { Logger } from '@sluice/telemetry';
import type { Progress } from '../service.js';
import { untilAborted } from '../until-aborted.js';
import { createBackoff } from './backoff.js';
import { createThreads, type ThreadOptions, watchLoading } from './create-threads.js';

type GroupState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly threads: Piscina; readonly loaded: Promise<void> }
  | { readonly kind: 'resting'; readonly untilMs: number; readonly timer: NodeJS.Timeout }
  | { readonly kind: 'closed' };

/** A dead thread is replaced at once; so many deaths without a task done, and all rest before they start anew. */
const DEATHS_BEFORE_REST = 3;

/** Keeps the threads of a pool alive. */
export class ThreadGroup {
  readonly #options: ThreadOptions;
  readonly #logger: Logger;
  readonly #backoff = createBackoff();
  readonly #closing = new AbortController();
  #state: GroupState = { kind: 'idle' };
  #deaths = 0;

  constructor(options: ThreadOptions, logger: Logger) {
    this.#options = options;
    this.#logger = logger;
  }

  /** Starts the threads, where none run; resolves when they have loaded. */
  start(progress?: Progress): Promise<void> {
    return this.#state.kind === 'running' ? this.#state.loaded : this.#startThreads(progress).loaded;
  }

  /** The threads that run; starts them where none do. @throws ServiceError while they rest, and when they have ended */
  threads(): Piscina {
    switch (this.#state.kind) {
      case 'running':
        return this.#state.threads;
      case 'idle':
        return this.#startThreads().threads;
      case 'resting':
        throw restingError(this.#state.untilMs);
      case 'closed':
        throw new ServiceError('SERVICE_UNAVAILABLE', 'The worker threads have been ended.');
    }
  }

  /** A task was done: the threads are well. */
  noteSuccess(): void {
    this.#deaths = 0;
    this.#backoff.reset();
  }

  noteDeath(threads: Piscina, error: unknown): void {
    if (this.#state.kind !== 'running' || this.#state.threads !== threads) return;
    this.#deaths += 1;
    this.#logger.warn({ error, attempt: this.#deaths }, 'A worker thread died.');
    // Fewer threads than there should be: the one that replaced a dead one died while it loaded.
    if (this.#deaths >= DEATHS_BEFORE_REST || threads.threads.length < this.#options.size) this.#rest(threads);
  }

  get queueLength(): number {
    return this.#state.kind === 'running' ? this.#state.threads.queueSize : 0;
  }

  async close(): Promise<void> {
    const last = this.#state;
    this.#state = { kind: 'closed' };
    this.#closing.abort(new ServiceError('SERVICE_UNAVAILABLE', 'The worker threads have been ended.'));
    if (last.kind === 'resting') clearTimeout(last.timer);
    if (last.kind === 'running') await last.threads.destroy();
  }

  #startThreads(progress: Progress = () => {}): Extract<GroupState, { kind: 'running' }> {
    const threads = createThreads(this.#options);
    const loaded = untilAborted(watchLoading(threads, this.#options.size, progress), this.#closing.signal);
    // Told to whoever awaits the start; to nobody when the threads come back by themselves.
    loaded.catch(() => {});
    threads.on('error', (error: unknown) => this.noteDeath(threads, error));
    const running = { kind: 'running', threads, loaded } as const;
    this.#state = running;
    return running;
  }

  #rest(threads: Piscina): void {
    const backoffMs = this.#backoff.next();
    const timer = setTimeout(() => this.#startThreads(), backoffMs).unref();
    this.#state = { kind: 'resting', untilMs: performance.now() + backoffMs, timer };
    this.#deaths = 0;
    this.#logger.warn({ backoffMs }, 'The worker threads rest before they start anew.');
    threads.destroy().catch((error: unknown) => this.#logger.warn({ error }, 'Worker threads could not be ended.'));
  }
}

function restingError(untilMs: number): ServiceError {
  return new ServiceError('PROVIDER_ERROR', 'The worker threads died again and again; they start anew soon.', {
    retryAfterMs: Math.max(0, Math.ceil(untilMs - performance.now())),
  });
}
