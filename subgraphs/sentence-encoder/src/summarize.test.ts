import { describe, expect, it } from '@jest/globals';
import { silentContext } from './testing/silent-context.js';
import { createToyEngine } from './testing/toy-engine.js';
import { createSummarize } from './summarize.js';

async function summarize(text: string, maxSentences: number) {
  const engine = createToyEngine();
  const [result] = await createSummarize(engine)([text], { maxSentences }, silentContext());
  if (!result || result instanceof Error) throw new Error('Expected a summary.');
  return { ...result, calls: engine.asked.flat().length };
}

const TEXT = [
  'The library gets a new roof in spring.',
  'The dog barked at nine.',
  'The new roof of the library costs a million in spring.',
  'The library closes while the new roof is built in spring.',
].join(' ');

describe('A summary', () => {
  it('is made of sentences of the text, in their order', async () => {
    const { text, extractive } = await summarize(TEXT, 2);
    expect(extractive).toBe(true);
    expect(text).toBe('The library gets a new roof in spring. The new roof of the library costs a million in spring.');
  });

  it('does not say the same twice where it can say something else', async () => {
    const { text } = await summarize('The roof is new today. The roof is new today. The dog likes the roof today.', 2);
    expect(text).toBe('The roof is new today. The dog likes the roof today.');
  });

  it.each([4, 100])(
    'of at most %i sentences is the whole of a text of four, without asking the model',
    async (most) => {
      expect(await summarize(TEXT, most)).toMatchObject({ text: TEXT, calls: 0, usage: { inputTokens: 0 } });
    },
  );

  it('of a text without sentences is empty', async () => {
    expect(await summarize('...', 3)).toMatchObject({ text: '' });
  });
});
