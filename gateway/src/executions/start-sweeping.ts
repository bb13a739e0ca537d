import type { Logger } from '@sluice/telemetry';

import { collapseEvents } from './collapse-events.js';
import { restoreJobs } from './restore-jobs.js';
import { sweepExecutions, type SweepOptions } from './sweep.js';

export interface SweepingOptions extends SweepOptions {
  /** When pieces of text become one event, in seconds after the end. */
  readonly collapseAfterSeconds: number;
  readonly logger: Logger;
}

const SWEEP_MS = 5_000;
/** How often executions without a job are looked for: there should be none. */
const RESTORE_MS = 3_600_000;

/** Starts to tidy up after executions, again and again. @returns stops that, and waits for what is under way */
export function startSweeping(options: SweepingOptions): () => Promise<void> {
  const { store, queue, sealer, collapseAfterSeconds, logger } = options;
  let restoreAt = performance.now();
  let sweeping: Promise<unknown> | null = null;

  async function restore(): Promise<void> {
    if (performance.now() < restoreAt) return;
    const restored = await restoreJobs({ store, queue });
    restoreAt = performance.now() + RESTORE_MS;
    if (restored > 0) logger.warn({}, `${restored} executions had lost their jobs, and were given new ones.`);
  }

  async function sweep(): Promise<void> {
    const parts = [
      sweepExecutions(options),
      collapseEvents({ store, sealer, afterMs: collapseAfterSeconds * 1_000 }),
      restore(),
    ];
    for (const part of await Promise.allSettled(parts)) {
      if (part.status === 'fulfilled') continue;
      logger.warn({ error: part.reason }, 'Old executions could not be swept; tried again.');
    }
  }

  // One at a time: a store that hangs is not asked by more and more.
  const timer = setInterval(() => void (sweeping ??= sweep().finally(() => (sweeping = null))), SWEEP_MS).unref();
  return async () => {
    clearInterval(timer);
    await sweeping;
  };
}
