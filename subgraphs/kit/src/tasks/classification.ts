import { z } from 'zod';
import type { ClassificationResult } from '../capabilities.js';
import type { Task } from './task.js';

const TOKENS_PER_LABEL = 40;

type Options = { readonly labels: readonly string[] };
type Output = { readonly scores: readonly number[] };

/** Which of free labels fits a text, by a score for each. Labels are numbered: a model would spell long ones anew. */
export const classification: Task<string, Options, Output, Pick<ClassificationResult, 'scores'>> = {
  instructions: ({ labels }) =>
    'Tell how well each of these labels fits the text, as a number from 0 (not at all) to 100 (exactly), in the order of ' +
    `the labels, one number for each of the ${labels.length}:\n${labels.map((label, index) => `${index + 1}. ${JSON.stringify(label)}`).join('\n')}`,
  subject: (text) => ({ text }),
  form: () => z.strictObject({ scores: z.array(z.number()).describe('One number from 0 to 100 for each label.') }),
  maxTokens: (_, { labels }) => TOKENS_PER_LABEL * (labels.length + 1),
  read({ scores }, { labels }) {
    if (scores.length !== labels.length) return `there are ${labels.length} labels, and ${scores.length} numbers.`;
    const bounded = scores.map((score) => Math.min(100, Math.max(0, score)));
    const total = bounded.reduce((sum, score) => sum + score, 0);
    // Where none fits they fit equally badly.
    const share = (score: number) => (total === 0 ? 1 / labels.length : score / total);
    const scored = labels.map((label, index) => ({ label, score: share(bounded[index] ?? 0) }));
    return { scores: scored.sort((one, other) => other.score - one.score) };
  },
};
