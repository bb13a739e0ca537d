import { checkName, checkRange } from '../inputs/check-inputs.js';
import { type CapabilityResolvers, textItem, textReference } from './capability-resolvers.js';

/** `Text.speech`. */
export const synthesis: CapabilityResolvers = {
  Text: {
    __resolveReference: textReference,
    speech: async (text, { voice, rate, model }, context) => {
      const options = { voice: checkName(voice, 'voice'), rate: checkRange(rate ?? 1, 'rate', { min: 0.25, max: 4 }) };
      const result = await context.ask({ capability: 'synthesis', ...textItem(text, context), options, model });
      return { ...result, audio: { url: await context.media.store(result.audio) } };
    },
  },
};
