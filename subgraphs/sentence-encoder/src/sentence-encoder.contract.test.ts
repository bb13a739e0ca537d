import { defineServiceContract, startServiceProcess } from '@sluice/kit/testing';

const MAIN = new URL('../dist/main.js', import.meta.url);

const short = (index: number) => `Note ${index} is about ${['rain', 'football', 'bread'][index % 3]}.`;

defineServiceContract((options) => startServiceProcess(MAIN, options), {
  capabilities: ['embeddings', 'moderation', 'classification', 'summarization', 'answering'],
  // Short ones: the suite asks for hundreds.
  samples: { embeddings: { item: short }, moderation: { item: short }, classification: { item: short } },
});
