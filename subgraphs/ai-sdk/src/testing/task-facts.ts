import type { ServiceFacts } from '@sluice/kit/testing';

/** What every vendor with models that write has, as the contract suite is to be told. */
export const WRITING_FACTS = {
  capabilities: ['generation', 'answering', 'classification', 'description', 'summarization', 'translation'],
  features: ['structured-output', 'tools'],
  // Whether a picture is damaged is the vendor's to see, which the emulator does not.
  samples: { description: { bad: 'data:image/png;base64,' } },
  failing: 'never',
} as const satisfies ServiceFacts;
