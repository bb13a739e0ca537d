import { z } from 'zod';
import type { AnswerResult } from '../capabilities.js';
import type { Task } from './task.js';

const ANSWER_TOKENS = 600;
/** A model's own word for how sure it is means little as a number; as one of three words it means something. */
const CONFIDENCE = { no: 0.25, rather: 0.6, yes: 0.9 } as const;
const FORM = z.strictObject({
  answer: z.string().nullable().describe('The answer, or null where the text holds none.'),
  sure: z.enum(['no', 'rather', 'yes']).describe('How sure the answer is.'),
});

/** What a text says in answer to a question; null where it says nothing. */
export const answering: Task<
  string,
  { readonly question: string },
  z.output<typeof FORM>,
  Pick<AnswerResult, 'text' | 'confidence'>
> = {
  instructions: ({ question }) =>
    'Answer this question from the text alone, as briefly as the question allows. Where the text does not answer it, ' +
    `the answer is null.\n\nQuestion: ${JSON.stringify(question)}`,
  subject: (text) => ({ text }),
  form: () => FORM,
  maxTokens: () => ANSWER_TOKENS,
  read: ({ answer, sure }) => {
    const text = answer?.trim() ?? '';
    return { text: text === '' ? null : text, confidence: CONFIDENCE[sure] };
  },
};
