import { type CapabilityResolvers, mediaItem, mediaReference } from './capability-resolvers.js';

/** `Image.description`. */
export const description: CapabilityResolvers = {
  Image: {
    __resolveReference: mediaReference,
    description: async (image, { model }, context) => {
      const item = mediaItem(image, 'image', context);
      const result = await context.ask({ capability: 'description', ...item, options: {}, model });
      return { ...result, text: { content: result.text } };
    },
  },
};
