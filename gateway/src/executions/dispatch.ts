import type { Logger } from '@sluice/telemetry';

import type { Bus } from '../storage/bus/bus.js';
import { topics } from './announce.js';
import { claimNext, type ClaimOptions } from './claim.js';
import { EXECUTIONS_QUEUE } from './executions-queue.js';
import { createHint } from './hint.js';
import { createOpenAttempts } from './open-attempts.js';
import type { WorkOptions } from './work-attempt.js';

export interface DispatcherOptions extends ClaimOptions, WorkOptions {
  readonly bus: Bus;
  /** The most attempts of this worker at once. */
  readonly concurrency: number;
  /**
   * How often work is looked for where nobody tells of it, in milliseconds: jobs become due, and other workers free the
   * places of a tenant.
   */
  readonly pollMs: number;
  readonly logger: Logger;
}

/** A worker: takes executions from the queue, and runs them. */
export interface Dispatcher {
  /** Attempts that are under way. */
  readonly running: number;
  /** Takes no more, gives what runs back to the queue, and waits for that. */
  close(): Promise<void>;
}

/** Starts a worker. */
export async function startDispatcher(options: DispatcherOptions): Promise<Dispatcher> {
  const { bus, queue, concurrency, pollMs, logger } = options;
  const closing = new AbortController();
  const hint = createHint();
  const attempts = createOpenAttempts(options, hint.give);
  const unsubscribe = await bus.subscribe(topics.stops, {
    onMessage: (message) => attempts.stop(String((message as { readonly id?: string }).id), 'cancelled'),
  });
  const unlisten = await queue.onWork(EXECUTIONS_QUEUE, hint.give);

  async function fill(): Promise<void> {
    while (attempts.count < concurrency && !closing.signal.aborted) {
      const claim = await claimNext(options, closing.signal);
      if (claim.kind === 'none') return;
      if (claim.kind === 'claimed') attempts.begin(claim.claimed);
    }
  }

  async function loop(): Promise<void> {
    while (!closing.signal.aborted) {
      hint.clear();
      await fill().catch((error: unknown) => {
        if (!closing.signal.aborted) logger.warn({ error }, 'Executions could not be taken; tried again.');
      });
      if (!closing.signal.aborted) await hint.wait(pollMs);
    }
  }

  const looping = loop();
  return {
    get running() {
      return attempts.count;
    },
    async close() {
      closing.abort();
      hint.give();
      await looping;
      await attempts.close();
      await Promise.all([unsubscribe(), unlisten()]);
    },
  };
}
