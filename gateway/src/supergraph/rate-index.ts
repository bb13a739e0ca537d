import type { Supergraph } from '@apollo/federation-internals';

/** `@rateLimit` of a field. */
export interface DeclaredRate {
  readonly limit: number;
  /** Of the window, in seconds. */
  readonly duration: number;
}

/** The limits that contracts declare, by field. */
export type RateIndex = ReadonlyMap<string, DeclaredRate>;

/** Reads `@rateLimit(limit:, duration:)` from a supergraph. */
export function indexRates({ schema }: Supergraph): RateIndex {
  const index = new Map<string, DeclaredRate>();
  for (const type of schema.objectTypes()) {
    for (const field of type.fields()) {
      const [rate] = field.appliedDirectivesOf('rateLimit');
      if (rate) index.set(field.coordinate, rate.arguments() as unknown as DeclaredRate);
    }
  }
  return index;
}
