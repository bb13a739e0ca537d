import type { Claimed } from './claim.js';
import type { StopReason } from './run-attempt.js';
import { workAttempt, type WorkOptions } from './work-attempt.js';

/** The attempts of a worker that are under way. */
export interface OpenAttempts {
  readonly count: number;
  begin(claimed: Claimed): void;
  /** Stops what runs of an execution, where something does. */
  stop(execution: string, reason: StopReason): void;
  /** Stops all, to be gone on with elsewhere, and waits until they are given back. */
  close(): Promise<void>;
}

interface OpenAttempt {
  readonly execution: string;
  readonly controller: AbortController;
  readonly done: Promise<void>;
}

/** @param onEnd told when one has ended, and there is room for another */
export function createOpenAttempts(options: WorkOptions, onEnd: () => void): OpenAttempts {
  const open = new Set<OpenAttempt>();
  const stop = (execution: string, reason: StopReason) => {
    for (const attempt of open) if (attempt.execution === execution) attempt.controller.abort(reason);
  };
  return {
    get count() {
      return open.size;
    },
    begin(claimed) {
      const { id: execution } = claimed.execution;
      // The worker itself may have been given again what it has lost.
      stop(execution, 'lost');
      const controller = new AbortController();
      const done = workAttempt(options, claimed, controller).finally(() => {
        open.delete(attempt);
        onEnd();
      });
      const attempt = { execution, controller, done };
      open.add(attempt);
    },
    stop,
    async close() {
      for (const { controller } of open) controller.abort('stopping' satisfies StopReason);
      await Promise.all([...open].map(({ done }) => done));
    },
  };
}
