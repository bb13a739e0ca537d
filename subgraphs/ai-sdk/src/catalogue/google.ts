import type { ModelFeature } from '@sluice/kit';
import { type Catalogue, perMillionTokens } from './catalogue.js';

const AS_OF = '2025-12-01';
const gemini25 = { contextTokens: 1_048_576, maxOutputTokens: 65_536 };
const thinking: { readonly features: readonly ModelFeature[] } = {
  features: ['seed', 'stop', 'streaming', 'structured-output', 'thinking', 'tools'],
};

/** https://ai.google.dev/gemini-api/docs/pricing: prices of text, on the paid tier */
export const GOOGLE_MODELS: Catalogue = [
  {
    name: 'gemini-2.5-pro',
    aliases: ['pro'],
    // Of prompts up to 200,000 tokens; longer ones cost more.
    details: { ...gemini25, ...thinking, ...perMillionTokens(AS_OF, 1.25, 10) },
  },
  {
    name: 'gemini-2.5-flash',
    aliases: ['flash'],
    details: { ...gemini25, ...thinking, ...perMillionTokens(AS_OF, 0.3, 2.5) },
  },
  {
    name: 'gemini-2.5-flash-lite',
    aliases: ['flash-lite'],
    details: { ...gemini25, ...perMillionTokens(AS_OF, 0.1, 0.4) },
  },
  {
    name: 'gemini-2.0-flash',
    details: { contextTokens: 1_048_576, maxOutputTokens: 8_192, ...perMillionTokens(AS_OF, 0.1, 0.4) },
  },
  { name: 'gemini-embedding-001', details: { contextTokens: 2_048, ...perMillionTokens(AS_OF, 0.15) } },
];
