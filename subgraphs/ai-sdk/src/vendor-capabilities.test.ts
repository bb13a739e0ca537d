import { expect, it } from '@jest/globals';

import { createCredentialPool } from './credentials/credential-pool.js';
import { createVendorCapabilities } from './vendor-capabilities.js';

const unused = () => {
  throw new Error('Nobody asks.');
};
const made = (deadlines?: { readonly totalMs: number }) =>
  createVendorCapabilities({
    providerOf: unused,
    credentials: createCredentialPool({ sources: [] }),
    generation: [{ name: 'writes' }],
    embeddings: [{ name: 'embeds' }],
    ...(deadlines && { deadlines }),
  });

it('the total time holds for embeddings and tasks as it does for generations', () => {
  const { embeddings, summarization, generation } = made({ totalMs: 7_000 });
  expect(embeddings?.batch).toMatchObject({ deadlineMs: 7_000 });
  expect(summarization?.batch).toMatchObject({ deadlineMs: 7_000 });
  expect(generation?.deadlines).toMatchObject({ totalMs: 7_000 });
  expect(made().embeddings?.batch).not.toHaveProperty('deadlineMs');
});
