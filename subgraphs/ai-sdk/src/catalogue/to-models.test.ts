import { describe, expect, it } from '@jest/globals';
import { ANTHROPIC_MODELS } from './anthropic.js';
import type { Catalogue } from './catalogue.js';
import { GOOGLE_MODELS } from './google.js';
import { HOSTED_MODELS } from './hosted.js';
import { modelsSetting } from './model-settings.js';
import { OPENAI_MODELS } from './openai.js';
import { toModels } from './to-models.js';

const CATALOGUE: Catalogue = [
  {
    name: 'big-2',
    aliases: ['big'],
    snapshots: ['big-2-20250101'],
    details: { contextTokens: 1_000, maxOutputTokens: 10 },
  },
  { name: 'small-1', details: { features: ['tools'] } },
];
const schema = modelsSetting('big', 'small-1');

describe('The models of the settings', () => {
  it('are the usual ones where none are named, the default first', () => {
    expect(toModels(schema.parse(undefined), CATALOGUE).map(({ name }) => name)).toEqual(['big-2', 'small-1']);
  });

  it('have what is known of them: by the settings, then the catalogue, then of all', () => {
    const settings = schema.parse([
      { name: 'big', contextTokens: 500, price: { inputPerMillionTokens: 2, asOf: '2026-01-02' } },
      'small-1',
      'new-3',
    ]);
    expect(toModels(settings, CATALOGUE, { features: ['seed'], maxOutputTokens: 5 })).toEqual([
      {
        name: 'big-2',
        details: {
          features: ['seed'],
          maxOutputTokens: 10,
          contextTokens: 500,
          price: { currency: 'USD', inputPerMillionTokens: 2, asOf: '2026-01-02' },
        },
      },
      { name: 'small-1', details: { features: ['tools'], maxOutputTokens: 5 } },
      { name: 'new-3', details: { features: ['seed'], maxOutputTokens: 5 } },
    ]);
    expect(toModels(['new-3'])).toEqual([{ name: 'new-3' }]);
  });

  it('keep the name of a snapshot, which its vendor promises not to move', () => {
    expect(toModels(['big-2-20250101'], CATALOGUE)).toMatchObject([
      { name: 'big-2-20250101', details: { contextTokens: 1_000 } },
    ]);
  });

  it('are offered once, whatever they are called', () => {
    expect(toModels(['big', 'big-2'], CATALOGUE)).toHaveLength(1);
    expect(schema.safeParse(['big', { name: 'big' }]).success).toBe(false);
  });

  it.each([
    [[{ name: 'x', price: { inputPerMillionTokens: 1 } }]],
    [[{ name: 'x', price: { inputPerMillionTokens: -1, asOf: '2026-01-02' } }]],
    [[{ name: 'x', features: ['telepathy'] }]],
    [[{ contextTokens: 5 }]],
    [['']],
  ])('are refused where they make no sense: %j', (settings) => {
    expect(schema.safeParse(settings).success).toBe(false);
  });
});

describe.each(Object.entries({ ANTHROPIC_MODELS, GOOGLE_MODELS, HOSTED_MODELS, OPENAI_MODELS }))(
  '%s',
  (_name, catalogue) => {
    it('calls no two models by one name', () => {
      const names = catalogue.flatMap(({ name, aliases = [], snapshots = [] }) => [name, ...aliases, ...snapshots]);
      expect(new Set(names).size).toBe(names.length);
    });

    it('dates every price, and knows of no window smaller than its output', () => {
      for (const { details } of catalogue) {
        const { price, contextTokens = Infinity, maxOutputTokens = 0 } = details;
        expect(maxOutputTokens).toBeLessThanOrEqual(contextTokens);
        expect(price?.asOf ?? '2025-01-01').toMatch(/^20\d\d-\d\d-\d\d$/);
      }
    });
  },
);
