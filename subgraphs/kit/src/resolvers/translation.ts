import { type CapabilityResolvers, textItem, textReference } from './capability-resolvers.js';

/** `Text.translation`. */
export const translation: CapabilityResolvers = {
  Text: {
    __resolveReference: textReference,
    translation: async (text, { to, from, model }, context) => {
      const options = { to, from: from ?? null };
      const result = await context.ask({ capability: 'translation', ...textItem(text, context), options, model });
      return { ...result, text: { content: result.text } };
    },
  },
};
