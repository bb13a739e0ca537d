import { checkLanguages } from '../inputs/check-inputs.js';
import type { RecognizedWord } from '../capabilities.js';
import { type CapabilityResolvers, mediaItem, mediaReference } from './capability-resolvers.js';

/** `Image.recognition`. */
export const recognition: CapabilityResolvers = {
  Image: {
    __resolveReference: mediaReference,
    recognition: async (image, { languages, model }, context) => {
      const options = { languages: checkLanguages(languages) };
      const result = await context.ask({
        capability: 'recognition',
        ...mediaItem(image, 'image', context),
        options,
        model,
      });
      return { ...result, text: { content: result.text }, words: result.words.map(inWholePixels) };
    },
  },
};

/** The graph counts pixels in whole numbers; engines may not. */
function inWholePixels({ box, ...word }: RecognizedWord): RecognizedWord {
  const { left, top, width, height } = box;
  return {
    ...word,
    box: { left: Math.round(left), top: Math.round(top), width: Math.round(width), height: Math.round(height) },
  };
}
