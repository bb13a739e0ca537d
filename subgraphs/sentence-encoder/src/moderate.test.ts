import { describe, expect, it } from '@jest/globals';
import { silentContext } from './testing/silent-context.js';
import { createToyEngine, placeOf } from './testing/toy-engine.js';
import { createModerate } from './moderate.js';
import { DIMENSIONS } from './vectors.js';

/** A head that knows one bad word: a text of that word alone scores 0.99, one without it 0.01. */
function headAgainst(word: string) {
  const weights = new Float32Array(DIMENSIONS);
  weights[placeOf(word)] = 10;
  return [{ name: 'toxicity', threshold: 0.5, bias: -5, weights }];
}

async function moderate(...texts: string[]) {
  return createModerate(createToyEngine(), headAgainst('fool'))(texts, {}, silentContext());
}

describe('Moderation', () => {
  it('judges a text by its worst sentence, however much harmless prose stands around it', async () => {
    const prose = 'The train leaves at nine. We met in the hall. ';
    expect(await moderate(`${prose.repeat(5)}Fool! ${prose.repeat(5)}`, prose)).toMatchObject([
      { flagged: true, categories: [{ name: 'toxicity', flagged: true, score: expect.closeTo(0.99, 2) }] },
      { flagged: false },
    ]);
  });

  it('finds what stands at the end of one endless sentence', async () => {
    const [result] = await moderate(`${'word '.repeat(3_000)} ${'fool '.repeat(60)}`);
    expect(result).toMatchObject({ flagged: true });
  });

  it('scores a text without anything to read at 0', async () => {
    expect(await moderate('😀')).toMatchObject([{ flagged: false, categories: [{ score: 0 }] }]);
  });

  it('refuses a text of too many sentences, and that text alone', async () => {
    const [long, short] = await moderate('No way. '.repeat(500), 'Yes.');
    expect(long).toMatchObject({ code: 'CONTEXT_WINDOW_EXCEEDED' });
    expect(short).toMatchObject({ flagged: false, usage: { inputTokens: 1, inputCharacters: 4 } });
  });
});
