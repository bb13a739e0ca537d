import { setTimeout as pause } from 'node:timers/promises';

export interface BackOffOptions {
  /** The first pause, in milliseconds; each later one is twice as long. */
  readonly firstMs: number;
  /** The longest one, in milliseconds. */
  readonly longestMs: number;
  /** @default Math.random */
  readonly random?: () => number;
}

/** Longer and longer pauses between tries, jittered, so that gateways do not come back all at once. */
export interface BackOff {
  /** Waits the next pause; returns early, without an error, when the signal aborts. */
  wait(signal: AbortSignal): Promise<void>;
  /** Begins with the first pause again. */
  reset(): void;
}

export function createBackOff({ firstMs, longestMs, random = Math.random }: BackOffOptions): BackOff {
  let nextMs = firstMs;
  return {
    async wait(signal) {
      const pauseMs = nextMs * (0.5 + random() / 2);
      nextMs = Math.min(nextMs * 2, longestMs);
      await pause(pauseMs, undefined, { signal }).catch(() => {});
    },
    reset() {
      nextMs = firstMs;
    },
  };
}
