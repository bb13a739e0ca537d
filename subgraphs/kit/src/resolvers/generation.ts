import type { GenerationResult } from '../generation/generation-capability.js';
import type { GenerationEvent } from '../generation/generation-log.js';
import type { CapabilityResolvers } from './capability-resolvers.js';

/** `Mutation.generate`, `Subscription.generate`. */
export const generation: CapabilityResolvers = {
  Mutation: {
    generate: async (_, { input }, context) => toGeneration(await context.generate(input)),
  },
  Subscription: {
    generate: {
      subscribe: (_, { input, idempotencyKey }, context) => context.follow(input, idempotencyKey),
      resolve: (event: GenerationEvent) => toGraphqlEvent(event),
    },
  },
};

const toGeneration = ({ text, ...result }: GenerationResult) => ({ ...result, text: { content: text } });

/** @throws the error of an event that tells one, so that it stands at the field's path like any other */
function toGraphqlEvent(event: GenerationEvent) {
  switch (event.type) {
    case 'started':
      return { __typename: 'GenerationStarted' as const, model: event.model };
    case 'delta':
      return { __typename: 'GenerationDelta' as const, text: event.text };
    case 'finished':
      return { __typename: 'GenerationFinished' as const, generation: toGeneration(event.generation) };
    case 'failed':
      throw event.error;
  }
}
