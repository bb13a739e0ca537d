import { describe, expect, it } from '@jest/globals';
import { silentContext } from './testing/silent-context.js';
import { createToyEngine } from './testing/toy-engine.js';
import { createAnswer } from './answer.js';

async function answer(texts: string[], question: string) {
  return createAnswer(createToyEngine())(texts, { question }, silentContext());
}

describe('An answer', () => {
  it('is the sentence nearest to the question, for each text its own', async () => {
    const results = await answer(
      ['It rained. The bridge opened in May. We had tea.', 'The bridge opened last year. It is red.'],
      'When has the bridge opened?',
    );
    expect(results).toMatchObject([
      { text: 'The bridge opened in May.', confidence: expect.any(Number) },
      { text: 'The bridge opened last year.' },
    ]);
  });

  it('is null where no sentence is near', async () => {
    expect(await answer(['It rained.'], 'When has the bridge opened?')).toMatchObject([{ text: null, confidence: 0 }]);
  });

  it('is null where there is nothing to read', async () => {
    expect(await answer(['...'], 'When?')).toMatchObject([{ text: null, confidence: 0 }]);
  });

  it('counts the tokens of the question and of every sentence', async () => {
    expect(await answer(['One two. Three.'], 'One?')).toMatchObject([
      { usage: { inputTokens: 4, inputCharacters: 15 } },
    ]);
  });
});
