import { type Catalogue, perMillionTokens } from './catalogue.js';

const AS_OF = '2025-12-01';
const claude45 = { contextTokens: 200_000, maxOutputTokens: 64_000 };

/** https://docs.claude.com/en/docs/about-claude/models */
export const ANTHROPIC_MODELS: Catalogue = [
  {
    name: 'claude-opus-4-5',
    aliases: ['opus'],
    snapshots: ['claude-opus-4-5-20251101'],
    details: { ...claude45, ...perMillionTokens(AS_OF, 5, 25, 0.5) },
  },
  {
    name: 'claude-sonnet-4-5',
    aliases: ['sonnet'],
    snapshots: ['claude-sonnet-4-5-20250929'],
    details: { ...claude45, ...perMillionTokens(AS_OF, 3, 15, 0.3) },
  },
  {
    name: 'claude-haiku-4-5',
    aliases: ['haiku'],
    snapshots: ['claude-haiku-4-5-20251001'],
    details: { ...claude45, ...perMillionTokens(AS_OF, 1, 5, 0.1) },
  },
  {
    name: 'claude-opus-4-1',
    snapshots: ['claude-opus-4-1-20250805'],
    details: { contextTokens: 200_000, maxOutputTokens: 32_000, ...perMillionTokens(AS_OF, 15, 75, 1.5) },
  },
  {
    name: 'claude-3-5-haiku-latest',
    snapshots: ['claude-3-5-haiku-20241022'],
    details: { contextTokens: 200_000, maxOutputTokens: 8_192, ...perMillionTokens(AS_OF, 0.8, 4, 0.08) },
  },
];
