import { describe, expect, it } from '@jest/globals';
import { silentContext } from './testing/silent-context.js';
import { createToyEngine } from './testing/toy-engine.js';
import { createClassify, softmax } from './classify.js';

describe('Classification', () => {
  it('puts the label first whose meaning is nearest; scores sum to 1', async () => {
    const engine = createToyEngine();
    const labels = ['cooking', 'sports', 'law'];
    const [result] = await createClassify(engine)(['sports in spring'], { labels }, silentContext());
    if (!result || result instanceof Error) throw new Error('Expected a result.');
    expect(result.scores[0]?.label).toBe('sports');
    expect(result.scores.map(({ label }) => label).toSorted()).toEqual(labels.toSorted());
    expect(result.scores.reduce((sum, { score }) => sum + score, 0)).toBeCloseTo(1, 9);
    expect(result.usage).toEqual({ inputTokens: 6, inputCharacters: 16 });
  });

  it('embeds the labels once for all texts', async () => {
    const engine = createToyEngine();
    await createClassify(engine)(['a', 'b'], { labels: ['x', 'y'] }, silentContext());
    expect(engine.asked).toEqual([['a', 'b', 'x', 'y']]);
  });

  it('refuses a text without anything to read, and that text alone', async () => {
    const [empty, full] = await createClassify(createToyEngine())(['😀', 'a'], { labels: ['a'] }, silentContext());
    expect(empty).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(full).toMatchObject({ scores: [{ label: 'a', score: 1 }] });
  });
});

describe('Shares', () => {
  it('sum to 1 whatever the size of the values', () => {
    expect(softmax([1_000, 1_000])).toEqual([0.5, 0.5]);
  });
});
