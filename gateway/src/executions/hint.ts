/** Says that it is worth while to look. */
export interface Hint {
  give(): void;
  /** Forgets what was given: call it before looking, so that what comes meanwhile is a reason to look again. */
  clear(): void;
  /** Resolves when it was given since it was cleared, or when the time is up. */
  wait(timeoutMs: number): Promise<void>;
}

export function createHint(): Hint {
  let isGiven = false;
  let wake = () => {};
  return {
    give() {
      isGiven = true;
      wake();
    },
    clear: () => void (isGiven = false),
    async wait(timeoutMs) {
      if (isGiven) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, timeoutMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    },
  };
}
