import { describe, expect, it } from '@jest/globals';
import type { Capabilities } from './capabilities.js';
import { createService } from './create-service.js';

describe('The health of a service', () => {
  it('tells the models of each capability, and what is known of them', () => {
    const details = { m: { contextTokens: 8_192, features: ['seed' as const] } };
    const capabilities: Capabilities = {
      language: { models: ['m', 'n'], details, run: async () => [] },
      embeddings: { models: ['e'], run: async () => [] },
    };
    const health = createService({ name: 'x', version: '1.0.0', capabilities }).health();
    expect(health.capabilities).toEqual({ language: { models: ['m', 'n'], details }, embeddings: { models: ['e'] } });
  });
});
