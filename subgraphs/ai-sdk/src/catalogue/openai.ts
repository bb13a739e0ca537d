import type { ModelFeature } from '@sluice/kit';
import { type Catalogue, perMillionTokens } from './catalogue.js';

const AS_OF = '2025-12-01';

/** Models that think first take neither stop texts nor, for certain, seeds. */
const THINKING: readonly ModelFeature[] = ['streaming', 'structured-output', 'thinking', 'tools'];

const gpt41 = { contextTokens: 1_047_576, maxOutputTokens: 32_768 };
const gpt4o = { contextTokens: 128_000, maxOutputTokens: 16_384 };
const gpt5 = { contextTokens: 400_000, maxOutputTokens: 128_000, features: THINKING };
const o = { contextTokens: 200_000, maxOutputTokens: 100_000, features: THINKING };

/** https://platform.openai.com/docs/models, https://openai.com/api/pricing */
export const OPENAI_MODELS: Catalogue = [
  { name: 'gpt-5', details: { ...gpt5, ...perMillionTokens(AS_OF, 1.25, 10, 0.125) } },
  { name: 'gpt-5-mini', details: { ...gpt5, ...perMillionTokens(AS_OF, 0.25, 2, 0.025) } },
  { name: 'gpt-5-nano', details: { ...gpt5, ...perMillionTokens(AS_OF, 0.05, 0.4, 0.005) } },
  { name: 'gpt-4.1', details: { ...gpt41, ...perMillionTokens(AS_OF, 2, 8, 0.5) } },
  { name: 'gpt-4.1-mini', details: { ...gpt41, ...perMillionTokens(AS_OF, 0.4, 1.6, 0.1) } },
  { name: 'gpt-4.1-nano', details: { ...gpt41, ...perMillionTokens(AS_OF, 0.1, 0.4, 0.025) } },
  { name: 'gpt-4o', details: { ...gpt4o, ...perMillionTokens(AS_OF, 2.5, 10, 1.25) } },
  { name: 'gpt-4o-mini', details: { ...gpt4o, ...perMillionTokens(AS_OF, 0.15, 0.6, 0.075) } },
  { name: 'o3', details: { ...o, ...perMillionTokens(AS_OF, 2, 8, 0.5) } },
  { name: 'o4-mini', details: { ...o, ...perMillionTokens(AS_OF, 1.1, 4.4, 0.275) } },
  {
    name: 'text-embedding-3-small',
    aliases: ['embedding-small'],
    details: { contextTokens: 8_192, ...perMillionTokens(AS_OF, 0.02) },
  },
  {
    name: 'text-embedding-3-large',
    aliases: ['embedding-large'],
    details: { contextTokens: 8_192, ...perMillionTokens(AS_OF, 0.13) },
  },
  {
    name: 'omni-moderation-latest',
    aliases: ['moderation'],
    details: { price: { currency: 'USD', asOf: AS_OF, perMillionCharacters: 0 } },
  },
  { name: 'whisper-1', aliases: ['whisper'], details: { price: { currency: 'USD', asOf: AS_OF, perMinute: 0.006 } } },
  { name: 'tts-1', details: { price: { currency: 'USD', asOf: AS_OF, perMillionCharacters: 15 } } },
  { name: 'tts-1-hd', details: { price: { currency: 'USD', asOf: AS_OF, perMillionCharacters: 30 } } },
];
