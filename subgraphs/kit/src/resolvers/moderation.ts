import { type CapabilityResolvers, textItem, textReference } from './capability-resolvers.js';

/** `Text.moderation`. */
export const moderation: CapabilityResolvers = {
  Text: {
    __resolveReference: textReference,
    moderation: (text, { model }, context) =>
      context.ask({ capability: 'moderation', ...textItem(text, context), options: {}, model }),
  },
};
