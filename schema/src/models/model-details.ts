/** What a model takes in, beside what its capability names. */
export const MODEL_INPUTS = ['text', 'image', 'audio'] as const;
export type ModelInput = (typeof MODEL_INPUTS)[number];

/** What a model can do that others of its capability may not. */
export const MODEL_FEATURES = ['tools', 'structured-output', 'seed', 'stop', 'streaming', 'thinking'] as const;
export type ModelFeature = (typeof MODEL_FEATURES)[number];

/** What is known of a model beside its name; what is not known is left out. */
export interface ModelDetails {
  /** The window: input and output together, unless the vendor counts otherwise. */
  readonly contextTokens?: number;
  readonly maxOutputTokens?: number;
  readonly inputs?: readonly ModelInput[];
  readonly features?: readonly ModelFeature[];
  readonly price?: ModelPrice;
}

/** The rates of a price: what a unit of use costs. */
export const PRICE_RATES = [
  'inputPerMillionTokens',
  'outputPerMillionTokens',
  'cachedInputPerMillionTokens',
  'perMillionCharacters',
  'perMinute',
  'perImage',
] as const;

/** A list price. Vendors change theirs, hence the date: the bill is the vendor's, this is to choose and to estimate by. */
export interface ModelPrice extends Partial<Readonly<Record<(typeof PRICE_RATES)[number], number>>> {
  readonly currency: 'USD';
  /** The day on which it was so: `2026-11-23`. */
  readonly asOf: string;
}
