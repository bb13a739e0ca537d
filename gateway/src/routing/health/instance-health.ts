import { ERROR_TABLE, type ErrorCode } from '@sluice/schema';

import { type Breaker, type BreakerState, type BreakerWord, createBreaker, type MayBeAsked } from './breaker.js';
import { type CoolDowns, createCoolDowns } from './cool-down.js';
import type { HealthClock } from './health-clock.js';
import type { HealthSettings } from './health-settings.js';
import { createLatency, type Latency, type LatencySummary } from './latency.js';

/** How a request to an instance has ended. */
export interface AttemptOutcome {
  readonly code: ErrorCode | 'OK';
  /** What the provider said of when to come again. */
  readonly retryAfterMs?: number;
}

/** A request on its way to an instance. */
export interface Attempt {
  /** The first part of the answer has come: what it took until now is its latency, and a probe has succeeded. */
  answered(): void;
  /** Must be called once, however it ends; what is called after that changes nothing. */
  end(outcome: AttemptOutcome): void;
}

/** What is known of an instance. Times are those of the clock, in milliseconds. */
export interface HealthSnapshot extends LatencySummary {
  readonly breaker: BreakerState['kind'];
  /** When a probe may be sent; null where the breaker is not open. */
  readonly openUntil: number | null;
  /** Until when a provider wants to be left alone by those whom it limits longest; null where it limits nobody. */
  readonly coolDownUntil: number | null;
  readonly inFlight: number;
  /** The last error that was not the caller's doing. */
  readonly lastError: { readonly code: ErrorCode; readonly at: number } | null;
  /** Since it was first asked. */
  readonly successes: number;
  readonly failures: number;
}

/**
 * The health of one instance, as its answers tell it. Where a scope stands, it says whom a provider's limit of rate
 * concerns: who asks for something else, or for somebody else, is not held up by it.
 */
export interface InstanceHealth {
  mayBeAsked(scope?: string): MayBeAsked;
  /** How long until it may be asked again as far as is known, in milliseconds; 0 where it may be, or may at any time. */
  waitMs(scope?: string): number;
  begin(scope?: string): Attempt;
  inFlight(): number;
  /** What the next request is expected to take, in milliseconds; 0 where nothing is known lately. */
  expectedMs(): number;
  snapshot(): HealthSnapshot;
}

export interface InstanceHealthOptions {
  readonly clock: HealthClock;
  readonly random: () => number;
  readonly settings: HealthSettings;
  /** Called when the breaker's state changes, and when a cool-down begins or is prolonged. */
  readonly onChange: () => void;
}

export function createInstanceHealth(options: InstanceHealthOptions): InstanceHealth {
  return new AnsweringInstance(options);
}

class AnsweringInstance implements InstanceHealth {
  readonly #clock: HealthClock;
  readonly #onChange: () => void;
  readonly #breaker: Breaker;
  readonly #coolDowns: CoolDowns;
  readonly #latency: Latency;
  #inFlight = 0;
  #successes = 0;
  #failures = 0;
  #lastError: HealthSnapshot['lastError'] = null;

  constructor({ clock, random, settings, onChange }: InstanceHealthOptions) {
    this.#clock = clock;
    this.#onChange = onChange;
    this.#breaker = createBreaker({ clock, random, settings: settings.breaker, onChange });
    this.#coolDowns = createCoolDowns(clock, settings.coolDown);
    this.#latency = createLatency(clock, settings.latency);
  }

  mayBeAsked(scope = ''): MayBeAsked {
    return this.#coolDowns.of(scope).until() === null ? this.#breaker.mayBeAsked() : 'NO';
  }

  waitMs(scope = ''): number {
    const until = Math.max(this.#coolDowns.of(scope).until() ?? 0, openUntil(this.#breaker.state()) ?? 0);
    return Math.max(0, until - this.#clock.now());
  }

  begin(scope = ''): Attempt {
    const pass = this.#breaker.begin();
    const beganAt = this.#clock.now();
    let hasAnswered = false;
    let isOver = false;
    this.#inFlight += 1;
    const measure = () => {
      if (!hasAnswered) this.#latency.add(this.#clock.now() - beganAt);
      hasAnswered = true;
    };
    return {
      answered: () => {
        if (isOver) return;
        measure();
        pass.succeedEarly();
      },
      end: (outcome) => {
        if (isOver) return;
        isOver = true;
        this.#inFlight -= 1;
        if (this.#tellsTime(outcome.code, this.#clock.now() - beganAt)) measure();
        this.#record(outcome, scope);
        pass.end(wordOf(outcome.code));
      },
    };
  }

  inFlight(): number {
    return this.#inFlight;
  }

  expectedMs(): number {
    return this.#latency.expectedMs();
  }

  snapshot(): HealthSnapshot {
    const state = this.#breaker.state();
    return {
      breaker: state.kind,
      openUntil: openUntil(state),
      coolDownUntil: this.#coolDowns.until(),
      inFlight: this.#inFlight,
      lastError: this.#lastError,
      successes: this.#successes,
      failures: this.#failures,
      ...this.#latency.summary(),
    };
  }

  /**
   * Whoever was cut off would have taken longer still: where that is more than was expected, it is told, so that a
   * target whose hedged requests never come to their end does not stay the first choice.
   */
  #tellsTime(code: AttemptOutcome['code'], ms: number): boolean {
    if (code === 'OK' || code === 'PROVIDER_TIMEOUT') return true;
    return (code === 'CANCELLED' || code === 'DEADLINE_EXCEEDED') && ms > this.#latency.expectedMs();
  }

  #record({ code, retryAfterMs }: AttemptOutcome, scope: string): void {
    const coolDown = this.#coolDowns.of(scope);
    if (code === 'OK') {
      this.#successes += 1;
      coolDown.onSuccess();
      return;
    }
    const { breaker, domain } = ERROR_TABLE[code];
    if (breaker === 'FAILURE') this.#failures += 1;
    if (domain === 'PROVIDER') this.#lastError = { code, at: this.#clock.now() };
    if (breaker !== 'COOL_DOWN') return;
    const before = this.#coolDowns.until();
    coolDown.begin(retryAfterMs);
    if (this.#coolDowns.until() !== before) this.#onChange();
  }
}

/** What the caller, a rule or the gateway caused, and what concerns a credential only, says nothing of the instance. */
function wordOf(code: ErrorCode | 'OK'): BreakerWord {
  if (code === 'OK') return 'SUCCESS';
  return ERROR_TABLE[code].breaker === 'FAILURE' ? 'FAILURE' : 'NEUTRAL';
}

const openUntil = (state: BreakerState): number | null =>
  state.kind === 'OPEN' ? state.openedAt + state.openMs : null;
