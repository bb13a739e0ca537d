import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { startVendors, VENDORS, type Vendors } from './start-vendors.js';

let vendors: Vendors;
beforeAll(async () => {
  vendors = await startVendors();
}, 90_000);
afterAll(async () => vendors?.[Symbol.asyncDispose]());
afterEach(() => VENDORS.forEach((name) => vendors.doors[name].meet('well')));

/** Five capabilities, each of which begins at another vendor. */
const PIPELINE = `query ($content: String!) {
  text(content: $content) {
    summary { text { content } }
    translation(to: "de") { text { content } from }
    answer(question: "When does it open?") { text { content } }
    classification(labels: ["library", "zoo"]) { label }
    embedding { dimensions model }
  }
}`;

const WHOLE = {
  text: {
    summary: { text: { content: 'A summary.' } },
    translation: { text: { content: 'Ein Text.' }, from: 'en' },
    answer: { text: { content: 'At nine.' } },
    classification: { label: 'library' },
    embedding: { dimensions: 3, model: 'text-embedding-3-small' },
  },
};

/** How long a vendor is left alone that limits our rate and does not say for how long, and some more. */
const COOL_DOWN_MS = 1_500;

let asked = 0;
/** About a text that nobody has asked about: answers are kept. */
async function ask() {
  const { sluice } = vendors;
  const response = await fetch(`${sluice.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${sluice.keys()['developer']}` },
    body: JSON.stringify({ query: PIPELINE, variables: { content: `The library opens at nine. (${(asked += 1)})` } }),
  });
  return (await response.json()) as { data: unknown; errors?: unknown; extensions: { attempts: Attempt[] } };
}

interface Attempt {
  readonly service: string;
  readonly code: string;
}

describe('a pipeline of five capabilities over four vendors', () => {
  it('asks each of them, when all are well', async () => {
    const { data, errors, extensions } = await ask();
    expect({ data, errors }).toEqual({ data: WHOLE, errors: undefined });
    expect(new Set(extensions.attempts.map(({ service, code }) => `${service} ${code}`))).toEqual(
      new Set(VENDORS.map((name) => `${name} OK`)),
    );
  });

  const manners = [500, 'silent', 'reset', 429] as const;
  it.each(manners.flatMap((manner) => VENDORS.map((name) => [name, manner] as const)))(
    'gives every field while %s meets requests so: %s',
    async (name, manner) => {
      // Those that limited our rate before are asked again by now.
      if (manner === 429) await sleep(COOL_DOWN_MS);
      vendors.doors[name].meet(manner);
      const { data, errors, extensions } = await ask();
      expect({ data, errors }).toEqual({ data: WHOLE, errors: undefined });
      expect(vendors.doors[name].requests).toBeGreaterThan(0);
      const failed = extensions.attempts.filter(({ code }) => code !== 'OK').map(({ service }) => service);
      expect(failed).toContain(name);
      expect(JSON.stringify(extensions)).not.toContain('secret');
    },
    20_000,
  );
});
