/**
 * Lets batches go: at most `concurrency` at once, in the order in which they became ready, so that a busy model or
 * option set does not starve another. A batch that waits here goes on gathering items.
 */
export interface DispatchQueue {
  /** `dispatch` is called now, or when a call ends; it must be answered by one `release` when its call has ended. */
  add(dispatch: () => void): void;
  release(): void;
}

export function createDispatchQueue(concurrency: number): DispatchQueue {
  const ready: (() => void)[] = [];
  let running = 0;

  function dispatchReady(): void {
    while (running < concurrency && ready.length > 0) {
      running += 1;
      ready.shift()?.();
    }
  }

  return {
    add(dispatch) {
      ready.push(dispatch);
      dispatchReady();
    },
    release() {
      running -= 1;
      dispatchReady();
    },
  };
}
