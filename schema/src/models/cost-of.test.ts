import { describe, expect, it } from '@jest/globals';
import { costOf } from './cost-of.js';
import type { ModelPrice } from './model-details.js';

const price = (rates: Partial<ModelPrice>): ModelPrice => ({ currency: 'USD', asOf: '2026-11-23', ...rates });
const chat = price({ inputPerMillionTokens: 2, outputPerMillionTokens: 8, cachedInputPerMillionTokens: 0.5 });

describe('The cost of a call', () => {
  it.each([
    ['tokens read and written', { inputTokens: 1_000, outputTokens: 500 }, chat, 0.006],
    ['tokens of the cache at their own rate', { inputTokens: 1_000, cachedInputTokens: 800 }, chat, 0.0008],
    [
      'tokens of the cache at the rate of all others, where they have none',
      { inputTokens: 1_000, cachedInputTokens: 800 },
      price({ inputPerMillionTokens: 2 }),
      0.002,
    ],
    ['no more cached tokens than were read', { inputTokens: 100, cachedInputTokens: 800 }, chat, 0.00005],
    ['characters', { inputCharacters: 2_000 }, price({ perMillionCharacters: 15 }), 0.03],
    ['minutes', { audioSeconds: 90 }, price({ perMinute: 0.006 }), 0.009],
    ['pictures', { images: 3 }, price({ perImage: 0.04 }), 0.12],
    ['pictures and tokens', { images: 1, inputTokens: 1_000_000 }, price({ perImage: 1, inputPerMillionTokens: 2 }), 3],
    [
      'nothing for what is free',
      { inputTokens: 5, outputTokens: 5 },
      price({ inputPerMillionTokens: 0, outputPerMillionTokens: 0 }),
      0,
    ],
    ['nothing for what was not used', { inputTokens: 0, outputTokens: 0 }, chat, 0],
  ])('counts %s', (_what, usage, rates, cost) => {
    expect(costOf(usage, rates)).toBeCloseTo(cost, 10);
  });

  it.each([
    ['nothing was counted', {}, chat],
    ['the service told nulls', { inputTokens: null, outputTokens: null }, chat],
    ['the price has no rate', { inputTokens: 5 }, price({})],
    ['the price goes by something else', { inputTokens: 5 }, price({ perMinute: 1 })],
    [
      'tokens were written that the price does not know',
      { inputTokens: 5, outputTokens: 5 },
      price({ inputPerMillionTokens: 1 }),
    ],
  ])('is not known where %s', (_what, usage, rates) => {
    expect(costOf(usage, rates)).toBeNull();
  });

  it('of two calls together is that of both', () => {
    for (let inputTokens = 0; inputTokens < 5_000; inputTokens += 617) {
      const [one, other] = [
        { inputTokens, outputTokens: 7 },
        { inputTokens: 3 * inputTokens, outputTokens: 40 },
      ];
      const both = { inputTokens: 4 * inputTokens, outputTokens: 47 };
      expect(costOf(both, chat)).toBeCloseTo((costOf(one, chat) ?? NaN) + (costOf(other, chat) ?? NaN), 12);
    }
  });
});
