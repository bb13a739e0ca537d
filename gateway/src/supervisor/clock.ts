/** Time, as the supervisor sees it. */
export interface Clock {
  /** Milliseconds that only ever grow. */
  now(): number;
  /** Runs the task once, later. @returns what prevents it */
  schedule(delayMs: number, task: () => void): () => void;
}

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => performance.now(),
  schedule: (delayMs, task) => {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
};
