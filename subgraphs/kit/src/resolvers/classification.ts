import { ServiceError } from '@sluice/schema';
import { checkLabels } from '../inputs/check-inputs.js';
import { type CapabilityResolvers, textItem, textReference } from './capability-resolvers.js';

/** `Text.classification`. */
export const classification: CapabilityResolvers = {
  Text: {
    __resolveReference: textReference,
    classification: async (text, { labels, model }, context) => {
      const options = { labels: checkLabels(labels) };
      const result = await context.ask({ capability: 'classification', ...textItem(text, context), options, model });
      const [best] = result.scores;
      if (!best) throw new ServiceError('PROVIDER_BAD_RESPONSE', 'The model gave no scores.');
      return { ...result, label: best.label };
    },
  },
};
