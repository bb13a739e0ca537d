import type { Embedded, Engine } from '../engine.js';
import { DIMENSIONS, normalize } from '../vectors.js';

/** An engine without a model: texts that share words lie near each other, and it remembers what it was asked. */
export function createToyEngine(): Pick<Engine, 'embed'> & { readonly asked: (readonly string[])[] } {
  const asked: (readonly string[])[] = [];
  return {
    asked,
    embed: async (texts, signal) => {
      signal.throwIfAborted();
      asked.push(texts);
      return texts.map(embedWords);
    },
  };
}

function embedWords(text: string): Embedded {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const vector = new Float32Array(DIMENSIONS);
  for (const word of words) vector[placeOf(word)] = 1;
  return { vector: normalize(vector), tokens: words.length };
}

/** Where a word's 1 stands: words of a test are few, so that hardly two share a place. */
export function placeOf(word: string): number {
  return Buffer.from(word).reduce((hash, byte) => (hash * 31 + byte) % DIMENSIONS, 7);
}
