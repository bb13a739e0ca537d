import { describe, expect, it } from '@jest/globals';
import { readHealth } from './read-health.js';

const healthWith = (details: unknown, models: unknown = ['m']) => ({
  status: 'ready',
  name: 'x',
  version: '1.0.0',
  capabilities: { generation: { models, ...(details !== undefined && { details }) } },
});
const detailsOf = (value: unknown) => readHealth(healthWith({ m: value })).capabilities['generation']?.details;

describe('The health of a service', () => {
  it('is read with what is known of its models', () => {
    const price = { currency: 'USD', inputPerMillionTokens: 0.15, outputPerMillionTokens: 0.6, asOf: '2026-11-23' };
    const m = {
      contextTokens: 128_000,
      maxOutputTokens: 16_384,
      inputs: ['text', 'image'],
      features: ['tools'],
      price,
    };
    expect(readHealth(healthWith({ m }))).toEqual(healthWith({ m }));
  });

  it('without details is read as it is', () => {
    expect(readHealth(healthWith(undefined))).toEqual(healthWith(undefined));
  });

  it.each([
    ['no object', 'ready'],
    ['no status', { capabilities: {} }],
    ['an unknown status', { ...healthWith(undefined), status: 'splendid' }],
    ['no list of models', healthWith(undefined, { m: 1 })],
    ['models that are no names', healthWith(undefined, ['m', 7])],
    ['a name of a model that is endless', healthWith(undefined, ['m'.repeat(201)])],
    [
      'too many models',
      healthWith(
        undefined,
        Array.from({ length: 1_001 }, (_, index) => `m${index}`),
      ),
    ],
    [
      'too many capabilities',
      {
        ...healthWith(undefined),
        capabilities: Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`c${index}`, { models: ['m'] }])),
      },
    ],
  ])('that holds %s is refused, and not quoted', (_what, value) => {
    expect(() => readHealth(value)).toThrow('The body of /health/ready is not that of a service.');
  });

  it.each([
    ['a window that is no number', { contextTokens: '128000' }],
    ['a window below one token', { contextTokens: 0 }],
    ['a window beyond all reason', { contextTokens: 1e300 }],
    ['a price in another currency', { price: { currency: 'EUR', inputPerMillionTokens: 1, asOf: '2026-11-23' } }],
    ['a price of no day', { price: { currency: 'USD', inputPerMillionTokens: 1, asOf: 'lately' } }],
    ['details that are a list', [1, 2]],
    ['a member that is not known', { secret: 'x', __proto__: { contextTokens: 1 } }],
  ])('leaves out %s', (_what, details) => {
    expect(detailsOf(details)).toBeUndefined();
  });

  it('leaves out a negative rate and keeps the rest of the price', () => {
    const price = { currency: 'USD', inputPerMillionTokens: -1, outputPerMillionTokens: 2, asOf: '2026-11-23' };
    expect(detailsOf({ price })).toEqual({
      m: { price: { currency: 'USD', outputPerMillionTokens: 2, asOf: '2026-11-23' } },
    });
  });

  it('keeps the features that this gateway knows, each once', () => {
    expect(detailsOf({ features: ['telepathy', 'tools', 'tools', 3] })).toEqual({ m: { features: ['tools'] } });
  });

  it('tells nothing of models that are not offered, whatever they are called', () => {
    const health = JSON.parse(
      JSON.stringify(healthWith({ other: { contextTokens: 1 } })).replace('"other"', '"__proto__"'),
    ) as unknown;
    expect(readHealth(health).capabilities['generation']).toEqual({ models: ['m'] });
  });

  it('cuts what it says of itself', () => {
    const { reason } = readHealth({ ...healthWith(undefined), reason: 'x'.repeat(100_000) });
    expect(reason).toHaveLength(1_000);
  });
});
