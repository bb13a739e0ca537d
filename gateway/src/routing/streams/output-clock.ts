import type { CallTimeouts } from '../../config/timeout-settings.js';
import type { Patience } from './within-time.js';

/** How long the next word of a stream is waited for, as its output goes on. */
export interface OutputClock {
  /** Whether more must come: an output was announced, or none at all has come yet, and its end was not told. */
  readonly isOpen: boolean;
  /** From now on. */
  patience(): Patience;
  onAnnouncement(): void;
  /** The output has begun: from now on the pause between two words is bounded, not that before the first. */
  onOutput(): void;
  onConclusion(): void;
}

/**
 * Begins with the wait for the output.
 *
 * @param isConcluded whether the end of every output is told by an event
 */
export function createOutputClock({ firstTokenMs, idleMs, outputMs }: CallTimeouts, isConcluded: boolean): OutputClock {
  const untilFirst = countDown(firstTokenMs, 'FIRST_TOKEN');
  let untilWhole: (() => Patience) | null = null;
  let hasOutput = false;
  let isOpen = isConcluded;
  return {
    get isOpen() {
      return isOpen;
    },
    patience() {
      const silence = hasOutput ? ({ ms: idleMs, kind: 'IDLE' } as const) : untilFirst();
      const whole = untilWhole?.();
      return whole && whole.ms < silence.ms ? whole : silence;
    },
    onAnnouncement() {
      isOpen = true;
      untilWhole ??= countDown(outputMs, 'TOTAL');
    },
    onOutput: () => void (hasOutput = true),
    onConclusion() {
      isOpen = false;
      untilWhole = null;
    },
  };
}

/** What is left of a time. */
function countDown(ms: number, kind: Patience['kind']): () => Patience {
  const until = performance.now() + ms;
  return () => ({ ms: Math.max(0, until - performance.now()), kind });
}
