import { type Cost, costOfUsage, type ModelPrice, type ModelUsage } from '@sluice/schema';

import type { Registry } from '../registry.js';
import type { Target } from '../target.js';
import type { AttemptRecord } from './attempt-record.js';

/** The list price of a model at a target, where it tells one. */
export type PriceOf = (target: Pick<Target, 'instance'>, capability: string, model: string) => ModelPrice | undefined;

export function createPrices(registry: Pick<Registry, 'instance'>): PriceOf {
  return ({ instance }, capability, model) =>
    registry.instance(instance)?.capabilities?.get(capability)?.details.get(model)?.price;
}

/** What an attempt has consumed. */
export interface Consumed extends Pick<AttemptRecord, 'tokens' | 'cost'> {
  readonly usage: readonly ModelUsage[];
}

/** What a target told of use, with what that costs. */
export function consumedAt(
  target: Target,
  {
    capability,
    priceOf,
    usage,
  }: {
    readonly capability: string;
    readonly priceOf: PriceOf;
    readonly usage: readonly ModelUsage[];
  },
): Consumed {
  const cost: Cost | null = costOfUsage(usage, (model) => priceOf(target, capability, model));
  return { usage, tokens: tokensOf(usage), cost };
}

function tokensOf(usage: readonly ModelUsage[]): AttemptRecord['tokens'] {
  const counted = usage.filter(
    ({ inputTokens, outputTokens }) => inputTokens !== undefined || outputTokens !== undefined,
  );
  if (counted.length === 0) return null;
  const sum = (unit: 'inputTokens' | 'outputTokens') =>
    counted.reduce((total, { [unit]: count = 0 }) => total + count, 0);
  return { input: sum('inputTokens'), output: sum('outputTokens') };
}
