import type { Principal } from '../../identity/principal.js';
import type { EffectiveRate } from './effective-rate.js';

/** What is left after a count. */
export interface RateState {
  readonly remaining: number;
  /** Until the window ends, in milliseconds. */
  readonly resetMs: number;
}

/** What came of a count at a field. */
export interface CountedRate extends EffectiveRate, RateState {
  /** `Text.embedding`. */
  readonly coordinate: string;
  readonly allowed: boolean;
}

/** What the directive's resolvers are handed as context: the count of one field node. */
export interface RateContext {
  readonly principal: Principal;
  readonly coordinate: string;
  readonly rate: EffectiveRate;
  readonly points: number;
  /** Told what is left, whatever came of it. */
  readonly onCounted: (state: RateState) => void;
}
