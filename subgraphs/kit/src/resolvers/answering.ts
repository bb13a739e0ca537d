import { checkText } from '../inputs/check-inputs.js';
import { type CapabilityResolvers, textItem, textReference } from './capability-resolvers.js';

/** `Text.answer`. */
export const answering: CapabilityResolvers = {
  Text: {
    __resolveReference: textReference,
    answer: async (text, { question, model }, context) => {
      const options = { question: checkText(question, 'question', context.limits.textLength) };
      const result = await context.ask({ capability: 'answering', ...textItem(text, context), options, model });
      return { ...result, text: result.text === null ? null : { content: result.text } };
    },
  },
};
