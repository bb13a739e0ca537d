import { costOf, type PricedUsage } from './cost-of.js';
import type { ModelPrice } from './model-details.js';

/** What calls of a request have consumed, by model, as the service counted it; what it did not count is left out. */
export interface ModelUsage {
  readonly model: string;
  readonly inputTokens?: number;
  /** Of the input tokens, those that the vendor had cached. */
  readonly cachedInputTokens?: number;
  readonly outputTokens?: number;
  readonly inputCharacters?: number;
  readonly inputPixels?: number;
  readonly audioSeconds?: number;
}

/** What is counted of use. */
export const USAGE_UNITS = [
  'inputTokens',
  'cachedInputTokens',
  'outputTokens',
  'inputCharacters',
  'inputPixels',
  'audioSeconds',
] as const;

/** The member of an answer's `extensions` in which a service tells `{ usage: ModelUsage[] }` of that answer. */
export const USAGE_EXTENSION = 'sluiceUsage';

/** One request names few models; more is a mistake of the service. */
const MAX_MODELS = 50;
const MAX_NAME = 200;

/** Sums of use, model by model. */
export function sumByModel(usages: Iterable<ModelUsage>): ModelUsage[] {
  const sums = new Map<string, ModelUsage>();
  for (const usage of usages) {
    const known = sums.get(usage.model);
    sums.set(usage.model, known ? add(known, usage) : usage);
  }
  return [...sums.values()];
}

function add(one: ModelUsage, other: ModelUsage): ModelUsage {
  const counted = USAGE_UNITS.filter((unit) => one[unit] !== undefined || other[unit] !== undefined);
  const sums = counted.map((unit) => [unit, (one[unit] ?? 0) + (other[unit] ?? 0)]);
  return { model: one.model, ...Object.fromEntries(sums) };
}

/** Reads what a service tells, whoever it is: names and counts that make sense, and nothing else. */
export function readUsage(extensions: unknown): readonly ModelUsage[] {
  const told = isRecord(extensions) ? extensions[USAGE_EXTENSION] : undefined;
  if (!Array.isArray(told)) return [];
  return told.slice(0, MAX_MODELS).flatMap((entry: unknown) => {
    if (!isRecord(entry) || typeof entry['model'] !== 'string' || entry['model'].length > MAX_NAME) return [];
    const counts = USAGE_UNITS.filter((unit) => isCount(entry[unit])).map((unit) => [unit, entry[unit]]);
    return [{ model: entry['model'], ...Object.fromEntries(counts) } as ModelUsage];
  });
}

/** Whole or not, never below nothing, and small enough to be added up. */
const isCount = (value: unknown): boolean => typeof value === 'number' && value >= 0 && value <= 1e12;

/** An amount in millionths of the currency, so that sums are exact. */
export interface Cost {
  readonly currency: ModelPrice['currency'];
  readonly micros: number;
}

/** What use costs by the prices of its models; null where one has no price, or the price does not fit what was counted. */
export function costOfUsage(
  usages: readonly ModelUsage[],
  priceOf: (model: string) => ModelPrice | undefined,
): Cost | null {
  let micros = 0;
  let currency: ModelPrice['currency'] | null = null;
  for (const { model, ...usage } of usages) {
    const price = priceOf(model);
    const cost = price ? costOf(usage satisfies PricedUsage, price) : null;
    if (!price || cost === null) return null;
    micros += Math.round(cost * 1_000_000);
    currency = price.currency;
  }
  return currency && { currency, micros };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
