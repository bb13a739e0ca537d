import { z } from 'zod';
import type { DescriptionResult, MediaContent } from '../capabilities.js';
import type { Task } from './task.js';

const TOKENS = 500;
const FORM = z.strictObject({ description: z.string().describe('What the picture shows.') });

/** A picture in words. */
export const description: Task<MediaContent, object, z.output<typeof FORM>, Pick<DescriptionResult, 'text'>> = {
  instructions: () =>
    'Describe what the picture shows for someone who cannot see it, in one to three sentences. Where words stand in it ' +
    'that matter, quote them.',
  subject: (image) => ({ image }),
  form: () => FORM,
  maxTokens: () => TOKENS,
  read: ({ description: text }) => (text.trim() === '' ? 'the description is empty.' : { text: text.trim() }),
};
