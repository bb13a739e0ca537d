import { createHmac, generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ASSERTION, type AssertionClaims, WIRE_HEADERS } from '@sluice/schema';
import { silentLogger } from '@sluice/telemetry';
import { SignJWT } from 'jose';
import { createService } from '../create-service.js';
import type { Service } from '../service.js';
import type { Caller } from './caller.js';
import { importKeys } from './gateway-keys.js';

const NAME = 'word-list';
const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const published = { ...pair.publicKey.export({ format: 'jwk' }), kid: 'k1', alg: 'ES256', use: 'sig' };
const ADA: AssertionClaims = {
  gateway: 'g1',
  sub: 'ada',
  tenant: 'acme',
  roles: ['developer'],
  permissions: ['context:moderate'],
};

let service: Service;
let url: string;
/** For whom the items of each call of the function were. */
let called: (readonly (Caller | null)[])[] = [];

beforeAll(async () => {
  service = createService({
    name: NAME,
    version: '1.0.0',
    logger: silentLogger,
    capabilities: {
      generation: {
        models: ['g'],
        async *stream(_request, { callers }) {
          called.push(callers);
          yield { type: 'delta', text: 'a' };
          yield { type: 'finish', reason: 'STOP' };
        },
      },
      moderation: {
        models: ['m'],
        batch: { windowMs: 300 },
        async run(texts, _options, { callers }) {
          called.push(callers);
          return texts.map(() => ({ model: 'm', flagged: false, categories: [] }));
        },
      },
    },
  });
  const keys = importKeys([published, { kid: 'broken' }, null]);
  const find = async (kid: string) => (await keys).get(kid) ?? null;
  ({ url } = await service.listen({ assertions: { keys: { find } } }));
  await service.load();
});

afterAll(() => service.close(100));

interface SignOptions {
  readonly header?: Record<string, unknown>;
  readonly claims?: Record<string, unknown>;
  readonly key?: typeof pair.privateKey;
}

/** What the gateway would sign, apart from what a test changes; undefined leaves a claim out. */
function sign({ header = {}, claims = {}, key = pair.privateKey }: SignOptions = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1_000);
  const usual = { ...ADA, iss: ASSERTION.issuer, aud: NAME, iat: now, exp: now + 60 };
  const all = Object.entries({ ...usual, ...claims }).filter(([, value]) => value !== undefined);
  return new SignJWT(Object.fromEntries(all))
    .setProtectedHeader({ alg: 'ES256', typ: ASSERTION.type, kid: 'k1', ...header })
    .sign(key);
}

async function ask(headers: Record<string, string>, content = 'x', path = '/graphql') {
  const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Text { moderation { flagged } } } }';
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables: { r: [{ __typename: 'Text', content }] } }),
  });
  const { errors = [] } = (await response.json()) as { errors?: { extensions: { code: string } }[] };
  return { status: response.status, code: errors[0]?.extensions.code };
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token whose algorithm its forger chose. */
async function forge(alg: string, signature: (content: string) => string): Promise<string> {
  const [, payload = ''] = (await sign()).split('.');
  const content = `${encode({ alg, typ: ASSERTION.type, kid: 'k1' })}.${payload}`;
  return `${content}.${signature(content)}`;
}

const AN_HOUR_AGO = Math.floor(Date.now() / 1_000) - 3_600;

describe('a service that demands assertions', () => {
  it('takes one that a gateway has signed for it', async () => {
    expect(await ask({ [WIRE_HEADERS.assertion]: await sign() })).toEqual({ status: 200, code: undefined });
  });

  it.each<[string, () => Promise<string> | string]>([
    ['no assertion', () => ''],
    ['what is no token', () => 'ada'],
    ['one for another service, sent on', () => sign({ claims: { aud: 'fasttext' } })],
    ['one for several, of which it is none', () => sign({ claims: { aud: ['a', 'b'] } })],
    ['one that has ended', () => sign({ claims: { iat: AN_HOUR_AGO, exp: AN_HOUR_AGO + 60 } })],
    ['one that is too old, whatever its end', () => sign({ claims: { iat: AN_HOUR_AGO } })],
    ['one of the future', () => sign({ claims: { iat: AN_HOUR_AGO + 7_200, nbf: AN_HOUR_AGO + 7_200 } })],
    ['one without an end', () => sign({ claims: { exp: undefined } })],
    ['one without a beginning', () => sign({ claims: { iat: undefined } })],
    ['one of another issuer', () => sign({ claims: { iss: 'https://elsewhere.example' } })],
    ['one of another type', () => sign({ header: { typ: 'JWT' } })],
    ['one of an unknown key', () => sign({ header: { kid: 'k2' } })],
    ['one without a key', () => sign({ header: { kid: undefined } })],
    ['one that another has signed', () => sign({ key: other.privateKey })],
    [
      'one with a key of its own',
      () => sign({ key: other.privateKey, header: { jwk: other.publicKey.export({ format: 'jwk' }) } }),
    ],
    ['one without a tenant', () => sign({ claims: { tenant: undefined } })],
    ['one whose roles are no list', () => sign({ claims: { roles: 'admin' } })],
    ['one with a critical extension', () => sign({ header: { crit: ['x'], x: 1 } }).catch(() => 'x.y.z')],
    ['algorithm none', () => forge('none', () => '')],
    ['algorithm NoNe', () => forge('NoNe', () => '')],
    [
      'HS256 with the public key',
      () =>
        forge('HS256', (content) =>
          createHmac('sha256', String(pair.publicKey.export({ format: 'pem', type: 'spki' })))
            .update(content)
            .digest('base64url'),
        ),
    ],
    ['one of 9 kB', () => sign({ claims: { pad: 'x'.repeat(9_000) } })],
    ['two of them', async () => `${await sign()}, ${await sign()}`],
  ])('refuses %s', async (_, make) => {
    const assertion = await make();
    const headers = assertion === '' ? {} : { [WIRE_HEADERS.assertion]: assertion };
    for (const path of ['/graphql', '/graphql/stream'])
      expect(await ask(headers, 'x', path)).toEqual({ status: 401, code: 'UNAUTHENTICATED' });
  });

  it('refuses one that was changed on the way', async () => {
    const [header, payload = '', signature] = (await sign()).split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    const changed = [header, encode({ ...claims, tenant: 'other' }), signature].join('.');
    expect(await ask({ [WIRE_HEADERS.assertion]: changed })).toMatchObject({ status: 401 });
  });

  it('believes no other header', async () => {
    const posing = { 'x-user-id': 'admin', x_user_id: 'admin', 'x-tenant': 'other', authorization: 'Bearer admin' };
    expect(await ask(posing)).toMatchObject({ status: 401 });
    called = [];
    await ask({ ...posing, [WIRE_HEADERS.assertion]: await sign() }, 'posing');
    expect(called).toEqual([[expect.objectContaining({ principal: 'ada', tenant: 'acme' })]]);
  });

  it('tells the function for whom each item of a batch is', async () => {
    called = [];
    const bob = await sign({ claims: { sub: 'bob', tenant: 'other', permissions: [] } });
    await Promise.all([
      ask({ [WIRE_HEADERS.assertion]: await sign() }, 'of ada'),
      ask({ [WIRE_HEADERS.assertion]: bob }, 'of bob'),
    ]);
    const callers = called.flat().toSorted((one, next) => (one?.principal ?? '').localeCompare(next?.principal ?? ''));
    expect(called).toHaveLength(1);
    expect(callers).toEqual([
      { principal: 'ada', tenant: 'acme', roles: ['developer'], permissions: ['context:moderate'], gateway: 'g1' },
      { principal: 'bob', tenant: 'other', roles: ['developer'], permissions: [], gateway: 'g1' },
    ]);
  });

  it.each([
    ['a mutation', '/graphql', 'application/json', 'mutation ($i: GenerateInput!) { generate(input: $i) { model } }'],
    [
      'a subscription',
      '/graphql/stream',
      'text/event-stream',
      'subscription ($i: GenerateInput!) { generate(input: $i, idempotencyKey: "k") { __typename } }',
    ],
  ])('tells a language model for whom it writes, asked by %s', async (_, path, accept, query) => {
    called = [];
    const headers = { 'content-type': 'application/json', accept, [WIRE_HEADERS.assertion]: await sign() };
    const variables = { i: { messages: [{ role: 'USER', content: 'x' }] } };
    const body = JSON.stringify({ query, variables });
    const response = await fetch(url + path, { method: 'POST', headers, body });
    expect(await response.text()).not.toContain('errors');
    expect(called).toEqual([[expect.objectContaining({ principal: 'ada', tenant: 'acme' })]]);
  });

  it('tells everyone how it is', async () => {
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
  });
});
