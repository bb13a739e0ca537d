import { type CapabilityResolvers, textItem, textReference } from './capability-resolvers.js';

/** `Text.language`. */
export const language: CapabilityResolvers = {
  Text: {
    __resolveReference: textReference,
    language: (text, { model }, context) =>
      context.ask({ capability: 'language', ...textItem(text, context), options: {}, model }),
  },
};
