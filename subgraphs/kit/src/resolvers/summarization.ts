import { checkRange } from '../inputs/check-inputs.js';
import { type CapabilityResolvers, textItem, textReference } from './capability-resolvers.js';

const DEFAULT_SENTENCES = 3;

/** `Text.summary`. */
export const summarization: CapabilityResolvers = {
  Text: {
    __resolveReference: textReference,
    summary: async (text, { maxSentences, model }, context) => {
      const options = {
        maxSentences: checkRange(maxSentences ?? DEFAULT_SENTENCES, 'maxSentences', { min: 1, max: 100 }),
      };
      const result = await context.ask({ capability: 'summarization', ...textItem(text, context), options, model });
      return { ...result, text: { content: result.text } };
    },
  },
};
