import type { HealthClock } from './health-clock.js';
import { createSlidingCounts } from './sliding-counts.js';

/** When the breaker of an instance opens, and for how long. */
export interface BreakerSettings {
  /** This many failures in a row open it. @default 5 */
  readonly consecutiveFailures: number;
  /** This part of failures within the window opens it, if there were enough requests to judge by. @default 0.5 */
  readonly failureRatio: number;
  /** @default 20 */
  readonly minimumRequests: number;
  /** In milliseconds. @default 30,000 */
  readonly windowMs: number;
  /** The longest time of the first opening, in milliseconds; twice as long with each that follows. @default 2,000 */
  readonly openMs: number;
  /** The longest time of any opening, in milliseconds. @default 60,000 */
  readonly maxOpenMs: number;
  /** How many requests may try at a time whether a half-open instance is well again. @default 1 */
  readonly probes: number;
}

export const DEFAULT_BREAKER: BreakerSettings = {
  consecutiveFailures: 5,
  failureRatio: 0.5,
  minimumRequests: 20,
  windowMs: 30_000,
  openMs: 2_000,
  maxOpenMs: 60_000,
  probes: 1,
};

/** Times are those of the clock, in milliseconds. */
export type BreakerState =
  | { readonly kind: 'CLOSED' }
  | { readonly kind: 'OPEN'; readonly openedAt: number; readonly openMs: number }
  /** `probes` are on their way. */
  | { readonly kind: 'HALF_OPEN'; readonly probes: number };

/** Whether a request may be sent: as usual, as a probe, or not at all. */
export type MayBeAsked = 'YES' | 'PROBE' | 'NO';

/** What a request says of the instance; `NEUTRAL` is the end of one that says nothing. */
export type BreakerWord = 'SUCCESS' | 'FAILURE' | 'NEUTRAL';

/** One request on its way through a breaker. */
export interface BreakerPass {
  /** The instance has begun to answer well: a probe need not last as long as its stream does. */
  succeedEarly(): void;
  /** Must be called once; what is called after that says nothing. */
  end(word: BreakerWord): void;
}

/**
 * Keeps requests from an instance that fails: it opens after failures in a row, or after too large a part of failures,
 * stays open for a time that doubles with each opening, and then lets a bounded number of probes through, the first of
 * which decides.
 *
 * It does not execute: who chooses among instances must be able to ask it about each without sending anything, which
 * is why it is no policy of a library. It has no timer either: what the time has changed is seen when it is asked.
 */
export interface Breaker {
  state(): BreakerState;
  mayBeAsked(): MayBeAsked;
  /** Takes a request through, whatever was said before: what is begun while it is open says nothing to it. */
  begin(): BreakerPass;
}

export interface BreakerOptions {
  readonly clock: HealthClock;
  /** From 0 to 1, for the jitter of the open time. */
  readonly random: () => number;
  /** @default `DEFAULT_BREAKER` */
  readonly settings?: BreakerSettings;
  /** Called after each change of the state's kind. */
  readonly onChange?: (state: BreakerState) => void;
}

export function createBreaker(options: BreakerOptions): Breaker {
  return new TrippingBreaker(options);
}

class TrippingBreaker implements Breaker {
  readonly #options: BreakerOptions;
  readonly #settings: BreakerSettings;
  readonly #recent;
  #state: BreakerState = { kind: 'CLOSED' };
  /** Counts changes of the state: what a request says is of the state that it was begun in. */
  #era = 0;
  #failuresInRow = 0;
  /** Openings since it was closed last. */
  #openings = 0;

  constructor(options: BreakerOptions) {
    this.#options = options;
    this.#settings = options.settings ?? DEFAULT_BREAKER;
    this.#recent = createSlidingCounts<'SUCCESS' | 'FAILURE'>({
      windowMs: this.#settings.windowMs,
      clock: options.clock,
    });
  }

  state(): BreakerState {
    const state = this.#state;
    if (state.kind === 'OPEN' && this.#options.clock.now() >= state.openedAt + state.openMs) {
      this.#enter({ kind: 'HALF_OPEN', probes: 0 });
    }
    return this.#state;
  }

  mayBeAsked(): MayBeAsked {
    const state = this.state();
    switch (state.kind) {
      case 'CLOSED':
        return 'YES';
      case 'OPEN':
        return 'NO';
      case 'HALF_OPEN':
        return state.probes < this.#settings.probes ? 'PROBE' : 'NO';
    }
  }

  begin(): BreakerPass {
    const state = this.state();
    if (state.kind === 'HALF_OPEN') this.#state = { kind: 'HALF_OPEN', probes: state.probes + 1 };
    let era = this.#era;
    let isOver = false;
    return {
      succeedEarly: () => {
        if (isOver || era !== this.#era || this.#state.kind !== 'HALF_OPEN') return;
        this.#close();
        // It goes on as a request of the closed breaker: how it ends still counts.
        era = this.#era;
      },
      end: (word) => {
        if (!isOver && era === this.#era) this.#hear(word);
        isOver = true;
      },
    };
  }

  #hear(word: BreakerWord): void {
    const state = this.#state;
    if (state.kind === 'HALF_OPEN') this.#judgeProbe(word, state.probes);
    else if (state.kind === 'CLOSED' && word !== 'NEUTRAL') this.#count(word);
  }

  #judgeProbe(word: BreakerWord, probes: number): void {
    if (word === 'SUCCESS') this.#close();
    else if (word === 'FAILURE') this.#open();
    else this.#state = { kind: 'HALF_OPEN', probes: probes - 1 };
  }

  #count(word: 'SUCCESS' | 'FAILURE'): void {
    this.#recent.add(word);
    this.#failuresInRow = word === 'FAILURE' ? this.#failuresInRow + 1 : 0;
    if (word === 'FAILURE' && this.#isTooMuch()) this.#open();
  }

  #isTooMuch(): boolean {
    const { consecutiveFailures, failureRatio, minimumRequests } = this.#settings;
    if (this.#failuresInRow >= consecutiveFailures) return true;
    const failures = this.#recent.count('FAILURE');
    const requests = failures + this.#recent.count('SUCCESS');
    return requests >= minimumRequests && failures >= failureRatio * requests;
  }

  /** The open time is between half and the whole of its bound, so that gateways do not probe in step. */
  #open(): void {
    const { openMs, maxOpenMs } = this.#settings;
    const bound = Math.min(maxOpenMs, openMs * 2 ** Math.min(this.#openings, 30));
    this.#openings += 1;
    this.#enter({
      kind: 'OPEN',
      openedAt: this.#options.clock.now(),
      openMs: bound * (0.5 + this.#options.random() / 2),
    });
  }

  #close(): void {
    this.#openings = 0;
    this.#enter({ kind: 'CLOSED' });
  }

  #enter(state: BreakerState): void {
    this.#state = state;
    this.#era += 1;
    this.#failuresInRow = 0;
    this.#recent.clear();
    this.#options.onChange?.(state);
  }
}
