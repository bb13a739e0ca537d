import { type CapabilityResolvers, mediaItem, mediaReference } from './capability-resolvers.js';

/** `Audio.transcript`. */
export const transcription: CapabilityResolvers = {
  Audio: {
    __resolveReference: mediaReference,
    transcript: async (audio, { language, model }, context) => {
      const options = { language: language ?? null };
      const result = await context.ask({
        capability: 'transcription',
        ...mediaItem(audio, 'audio', context),
        options,
        model,
      });
      return { ...result, text: { content: result.text } };
    },
  },
};
