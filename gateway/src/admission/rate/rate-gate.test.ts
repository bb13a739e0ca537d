import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { startTestGateway, type TestGatewayOptions, type TestResponse } from '../../testing/start-test-gateway.js';
import { startUpstream, type Upstream } from '../../testing/start-upstream.js';

let upstream: Upstream;
beforeAll(async () => {
  upstream = await startUpstream('language', 'moderation');
  upstream.answer(({ body }) => {
    const representations = body.variables['representations'] as object[];
    return { data: { _entities: representations.map(() => ({ language: { code: 'en' } })) } };
  });
});
afterAll(async () => {
  await upstream[Symbol.asyncDispose]();
});

const LIMIT = 6;
const FIELDS = { 'Text.language': { limit: LIMIT, duration: 60, roles: {} } };

function start(rateLimits: TestGatewayOptions['rateLimits'] = {}, options: TestGatewayOptions = {}) {
  return startTestGateway({ upstream: upstream.url }, { ...options, rateLimits: { fields: FIELDS, ...rateLimits } });
}

const one = (text: string) => `{ text(content: "${text}") { language { code } } }`;
const many = (count: number) => `{ texts(contents: [${'"x" '.repeat(count)}]) { language { code } } }`;

const codesOf = ({ errors }: TestResponse) => errors.map(({ extensions }) => extensions['code']);

describe('the rate of a field', () => {
  it('is told in every answer, and when it is used up', async () => {
    await using gateway = await start();
    const first = await gateway.query(one('a'));
    expect(first.headers.get('ratelimit-policy')).toBe('"Text.language";q=6;w=60');
    expect(first.headers.get('ratelimit')).toMatch(/^"Text\.language";r=5;t=(60|59)$/);
    expect(first.headers.get('retry-after')).toBeNull();
    for (let index = 1; index < LIMIT; index += 1) expect(codesOf(await gateway.query(one(`b${index}`)))).toEqual([]);

    const before = upstream.requests.length;
    const refused = await gateway.query(one('c'));
    expect(refused.status).toBe(429);
    expect(refused.data ?? null).toBeNull();
    expect(refused.errors).toMatchObject([
      {
        message: expect.stringMatching(/^Text\.language may be called 6 times in 60 s; try again in \d+ s\.$/),
        extensions: {
          code: 'RATE_LIMITED',
          retryAfterMs: expect.any(Number),
          limit: {
            scope: 'principal',
            dimension: 'Text.language',
            limit: LIMIT,
            remaining: 0,
            resetAt: expect.stringMatching(/^\d{4}-.*Z$/),
          },
        },
      },
    ]);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(50);
    expect(upstream.requests).toHaveLength(before);
  });

  it('counts each alias, and each item of a list', async () => {
    await using gateway = await start();
    const aliases = Array.from(
      { length: LIMIT + 1 },
      (_, index) => `a${index}: text(content: "x") { language { code } }`,
    );
    expect(codesOf(await gateway.query(`{ ${aliases.slice(1, 3).join(' ')} }`))).toEqual([]);
    expect(codesOf(await gateway.query(many(4)))).toEqual([]);
    expect(codesOf(await gateway.query(one('x')))).toEqual(['RATE_LIMITED']);
  });

  it('is not used by what is refused before it is counted, or cut', async () => {
    await using gateway = await start();
    const tooCostly = `{ ${Array.from({ length: 30 }, (_, index) => `a${index}: text(content: "x") { language { code } }`).join(' ')} }`;
    expect(codesOf(await gateway.query(tooCostly))).toEqual(['OPERATION_TOO_LARGE']);
    expect(codesOf(await gateway.query('{ text(content: "x") { nothing } }'))).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    const skipped =
      'query ($no: Boolean! = false) { text(content: "x") { content language @include(if: $no) { code } } }';
    for (let index = 0; index < 10; index += 1) expect(codesOf(await gateway.query(skipped))).toEqual([]);
    const { headers } = await gateway.query(one('y'));
    expect(headers.get('ratelimit')).toContain('r=5;');
  });

  it('is that of each caller, or of all of a tenant', async () => {
    await using apart = await start();
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${apart.otherKey}` };
    expect(codesOf(await apart.query(many(LIMIT)))).toEqual([]);
    expect(codesOf(await apart.query(many(LIMIT), {}, { headers }))).toEqual([]);

    await using together = await start({ per: 'tenant' });
    const others = { ...headers, authorization: `Bearer ${together.otherKey}` };
    expect(codesOf(await together.query(many(LIMIT)))).toEqual([]);
    expect(codesOf(await together.query(one('x'), {}, { headers: others }))).toEqual(['RATE_LIMITED']);
  });

  it('is that of an address', async () => {
    await using gateway = await start({ per: 'address' }, { server: { trustedProxies: ['127.0.0.1'] } });
    const from = (address: string) => ({
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${gateway.key}`,
        'x-forwarded-for': address,
      },
    });
    expect(codesOf(await gateway.query(many(LIMIT), {}, from('192.0.2.1')))).toEqual([]);
    expect(codesOf(await gateway.query(one('x'), {}, from('192.0.2.1')))).toEqual(['RATE_LIMITED']);
    expect(codesOf(await gateway.query(one('x'), {}, from('192.0.2.2')))).toEqual([]);
  });

  it('is multiplied, or another, for a role', async () => {
    await using multiplied = await start({ multipliers: { developer: 2.5 } });
    expect((await multiplied.query(many(15))).headers.get('ratelimit')).toContain('r=0;');
    const fields = { 'Text.language': { limit: LIMIT, duration: 60, roles: { developer: 2 } } };
    await using other = await start({ fields, multipliers: { developer: 10 } });
    expect((await other.query(many(2))).headers.get('ratelimit')).toContain('r=0;');
  });

  it('counts the declared cost where the configuration says so', async () => {
    await using gateway = await start({
      points: 'cost',
      fields: { 'Text.moderation': { limit: 20, duration: 60, roles: {} } },
    });
    const { headers } = await gateway.query('{ text(content: "x") { moderation { flagged } } }');
    expect(headers.get('ratelimit')).toContain('"Text.moderation";r=18;');
  });

  it('is the contract’s where the configuration says nothing, and none where it is switched off', async () => {
    await using declared = await start({ fields: {} });
    expect((await declared.query(one('x'))).headers.get('ratelimit-policy')).toBe('"Text.language";q=6000;w=60');
    await using off = await start({ enabled: false });
    expect((await off.query(many(LIMIT + 1))).headers.get('ratelimit')).toBeNull();
  });
});
