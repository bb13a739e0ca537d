import { A_KEY, startVendor, type ScriptedVendor, startVendorService, type VendorClient } from '@sluice/ai-sdk/testing';
import { silentLogger } from '@sluice/kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { createOpenAiService } from './service.js';
import { settingsAt } from './testing/settings-at.js';

let vendor: ScriptedVendor;
let service: VendorClient;

beforeAll(async () => {
  vendor = await startVendor();
  service = await startVendorService(createOpenAiService(settingsAt(`${vendor.url}/v1`), { logger: silentLogger }));
});

beforeEach(() => A_KEY.renew());
afterAll(async () => {
  await service[Symbol.asyncDispose]();
  await vendor[Symbol.asyncDispose]();
});

const text = (content: string) => ({ __typename: 'Text', content });
const MODERATION = 'moderation { flagged model categories { name score flagged } }';

/** As OpenAI documents it. */
const judgement = (flagged: boolean, violence: number) => ({
  flagged,
  categories: { violence: flagged, 'hate/threatening': false },
  category_scores: { violence, 'hate/threatening': 0.0001 },
});

/** Answers with JSON. */
function answerWith(body: (input: readonly string[]) => unknown, status = 200, headers: Record<string, string> = {}) {
  vendor.answer(({ body: asked }, response) => {
    const { input = [] } = asked as { input?: readonly string[] };
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body(input)));
  });
}

describe('Moderation', () => {
  it('judges many texts in one request, each by the categories of the vendor', async () => {
    answerWith((input) => ({ results: input.map((one) => judgement(one.includes('kill'), 0.9)) }));
    const before = vendor.requests.length;
    const { entities, errors } = await service.entities(MODERATION, [text('I kill you'), text('Hello')]);
    expect(errors).toEqual([]);
    expect(entities).toMatchObject([
      {
        moderation: {
          flagged: true,
          model: 'omni-moderation-latest',
          categories: [
            { name: 'violence', score: 0.9, flagged: true },
            { name: 'hate/threatening', score: 0.0001, flagged: false },
          ],
        },
      },
      { moderation: { flagged: false } },
    ]);
    const [request, ...others] = vendor.requests.slice(before);
    expect(others).toEqual([]);
    expect(request).toMatchObject({
      path: '/v1/moderations',
      headers: { authorization: `Bearer ${A_KEY.read()}` },
      body: { model: 'omni-moderation-latest', input: ['I kill you', 'Hello'] },
    });
  });

  it.each<[string, () => void, string]>([
    [
      'a limit of our rate',
      () => answerWith(() => ({ error: { message: 'canary' } }), 429, { 'retry-after': '7' }),
      'PROVIDER_RATE_LIMITED',
    ],
    ['a key that is refused', () => answerWith(() => ({ error: { message: 'canary' } }), 401), 'PROVIDER_AUTH_FAILED'],
    ['an answer of another form', () => answerWith(() => ({ results: 'canary' })), 'PROVIDER_BAD_RESPONSE'],
    ['too few judgements', () => answerWith(() => ({ results: [] })), 'PROVIDER_BAD_RESPONSE'],
  ])('tells %s with its code, and no word of the vendor', async (_what, fault, code) => {
    fault();
    const { entities, errors } = await service.entities(MODERATION, [text('Hello')]);
    expect(entities).toEqual([{ moderation: null }]);
    expect(errors).toMatchObject([{ extensions: { code } }]);
    expect(JSON.stringify(errors)).not.toMatch(/canary|a-key/);
    // What is left of the vendor's seven seconds.
    const wait = errors[0]?.extensions['retryAfterMs'] as number | undefined;
    const seconds = wait === undefined ? undefined : Math.ceil(wait / 1_000);
    expect(code === 'PROVIDER_RATE_LIMITED' ? [6, 7] : [undefined]).toContain(seconds);
  });

  it('fails for the one text that is refused, and judges the others', async () => {
    vendor.answer(({ body }, response) => {
      const { input } = body as { readonly input: readonly string[] };
      const isRefused = input.includes('canary');
      const error = { message: 'Invalid input.', type: 'invalid_request_error' };
      response.writeHead(isRefused ? 400 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(isRefused ? { error } : { results: input.map(() => judgement(false, 0.1)) }));
    });
    const asked = ['one', 'two', 'canary', 'three'].map((content) => text(content));
    const { entities, errors } = await service.entities(MODERATION, asked);
    const judged = entities.map((entity) => (entity as { moderation: unknown }).moderation !== null);
    expect(judged).toEqual([true, true, false, true]);
    expect(errors).toMatchObject([{ path: ['_entities', 2, 'moderation'], extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it('is ended at the vendor when the caller leaves', async () => {
    const left = new Promise<void>((resolve) => vendor.answer((request) => void request.left.then(resolve)));
    const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Text { ${MODERATION} } } }`;
    const signal = AbortSignal.timeout(100);
    await expect(service.query(query, { r: [text('Hello')] }, { signal })).rejects.toThrow();
    await left;
  });
});
