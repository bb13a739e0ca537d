import type { Catalogue } from './catalogue.js';

/**
 * Models that hosts offer by OpenAI's protocol, under the names of the host. What they cost is the host's to say, and of
 * a server of one's own the window is what it was started with: settings tell both.
 */
export const HOSTED_MODELS: Catalogue = [
  { name: 'llama-3.3-70b-versatile', details: { contextTokens: 131_072, maxOutputTokens: 32_768 } },
  { name: 'llama-3.1-8b-instant', details: { contextTokens: 131_072 } },
  { name: 'meta-llama/Llama-3.3-70B-Instruct-Turbo', details: { contextTokens: 131_072 } },
  { name: 'mistral-large-latest', details: { contextTokens: 131_072 } },
];
