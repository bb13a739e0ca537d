import type { CallTimeouts } from '../../config/timeout-settings.js';
import type { Patience } from './within-time.js';

/** How long the next word of a stream is waited for, as its output goes on. */
export interface OutputClock {
  /** Whether an output was announced that has not come to its end. */
  readonly isOpen: boolean;
  /** From now on. */
  patience(): Patience;
  onAnnouncement(): void;
  /** The output has begun: from now on the pause between two words is bounded, not that before the first. */
  onOutput(): void;
  onConclusion(): void;
}

/** Begins with the wait for the output. */
export function createOutputClock({ firstTokenMs, idleMs, outputMs }: CallTimeouts): OutputClock {
  const untilFirst = countDown(firstTokenMs, 'FIRST_TOKEN');
  let untilWhole: (() => Patience) | null = null;
  let hasOutput = false;
  return {
    get isOpen() {
      return untilWhole !== null;
    },
    patience() {
      const silence = hasOutput ? ({ ms: idleMs, kind: 'IDLE' } as const) : untilFirst();
      const whole = untilWhole?.();
      return whole && whole.ms < silence.ms ? whole : silence;
    },
    onAnnouncement: () => void (untilWhole ??= countDown(outputMs, 'TOTAL')),
    onOutput: () => void (hasOutput = true),
    onConclusion: () => void (untilWhole = null),
  };
}

/** What is left of a time. */
function countDown(ms: number, kind: Patience['kind']): () => Patience {
  const until = performance.now() + ms;
  return () => ({ ms: Math.max(0, until - performance.now()), kind });
}
