import { z } from 'zod';
import type { SummaryResult } from '../capabilities.js';
import type { Task } from './task.js';

const TOKENS_PER_SENTENCE = 80;
const FORM = z.strictObject({ summary: z.string().describe('The summary, as plain text.') });

/** A text in fewer words, in its own language. */
export const summarization: Task<
  string,
  { readonly maxSentences: number },
  z.output<typeof FORM>,
  Pick<SummaryResult, 'text' | 'extractive'>
> = {
  instructions: ({ maxSentences }) =>
    `Summarize the text in at most ${maxSentences} ${maxSentences === 1 ? 'sentence' : 'sentences'}, in the language ` +
    'of the text. Say only what the text says.',
  subject: (text) => ({ text }),
  form: () => FORM,
  maxTokens: (_, { maxSentences }) => TOKENS_PER_SENTENCE * (maxSentences + 1),
  read: ({ summary }) =>
    summary.trim() === '' ? 'the summary is empty.' : { text: summary.trim(), extractive: false },
};
