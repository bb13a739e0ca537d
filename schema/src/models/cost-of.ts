import type { ModelPrice } from './model-details.js';

/** What a call used. Null is not counted, as in answers of services. */
export interface PricedUsage {
  /** All that were read, those of the vendor's cache among them. */
  readonly inputTokens?: number | null;
  readonly cachedInputTokens?: number | null;
  readonly outputTokens?: number | null;
  readonly inputCharacters?: number | null;
  readonly audioSeconds?: number | null;
  readonly images?: number | null;
}

const MILLION = 1_000_000;

/**
 * What a call costs by a model's list price, in its currency.
 *
 * It is null where that cannot be told: where nothing that the price counts was counted, or where tokens were used for
 * which a price by tokens has no rate. To guess low would make the model look like the cheapest.
 */
export function costOf(usage: PricedUsage, price: ModelPrice): number | null {
  const parts = [tokenCost(usage, price), ...unitCosts(usage, price)];
  if (parts.includes(null)) return null;
  const known = parts.filter((part) => typeof part === 'number');
  return known.length > 0 ? known.reduce((sum, part) => sum + part, 0) : null;
}

/** Undefined where the price does not go by tokens, or none were counted. */
function tokenCost(usage: PricedUsage, price: ModelPrice): number | null | undefined {
  const { inputPerMillionTokens: input, outputPerMillionTokens: output } = price;
  if (input === undefined && output === undefined) return undefined;
  if (!isCounted(usage.inputTokens) && !isCounted(usage.outputTokens)) return undefined;
  const cached = Math.min(usage.cachedInputTokens ?? 0, usage.inputTokens ?? 0);
  const costs = [
    rated((usage.inputTokens ?? 0) - cached, input),
    rated(cached, price.cachedInputPerMillionTokens ?? input),
    rated(usage.outputTokens ?? 0, output),
  ];
  return costs.reduce<number | null>((sum, cost) => (sum === null || cost === null ? null : sum + cost), 0);
}

function rated(count: number, perMillion: number | undefined): number | null {
  if (count === 0) return 0;
  return perMillion === undefined ? null : (count * perMillion) / MILLION;
}

function unitCosts(usage: PricedUsage, price: ModelPrice): (number | undefined)[] {
  const units = [
    [usage.inputCharacters, price.perMillionCharacters, MILLION],
    [usage.audioSeconds, price.perMinute, 60],
    [usage.images, price.perImage, 1],
  ] as const;
  return units.map(([count, rate, per]) => (isCounted(count) && rate !== undefined ? (count * rate) / per : undefined));
}

const isCounted = (count: number | null | undefined): count is number => typeof count === 'number';
