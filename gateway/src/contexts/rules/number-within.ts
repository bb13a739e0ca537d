import { checkOnly, type Rule } from './rule.js';

export interface NumberBounds {
  readonly min: number;
  readonly max: number;
  /** Whether `min` itself is too little. @default false */
  readonly isAbove?: boolean;
}

/** A number between two others. */
export function numberWithin({ min, max, isAbove = false }: NumberBounds): Rule<number> {
  return checkOnly((value, path) => {
    if ((isAbove ? value > min : value >= min) && value <= max) return [];
    if (isAbove) return [{ path, expectation: `expected above ${min} to ${max}, got ${value}` }];
    return [{ path, expectation: `expected ${min} to ${max}, got ${value}` }];
  });
}
