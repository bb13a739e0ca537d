import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ASSERTION } from '@sluice/schema';
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';

import type { Principal } from '../../identity/principal.js';
import { delta, finished, started } from '../../testing/generation-events.js';
import { startStreamingUpstream } from '../../testing/start-streaming-upstream.js';
import { startTestGateway, type TestGateway } from '../../testing/start-test-gateway.js';
import { startUpstream, type Upstream } from '../../testing/start-upstream.js';
import { subscribe } from '../../testing/subscribe.js';
import { createAssertions } from './assertions.js';
import { createSigningKeys } from './signing-keys.js';

let upstream: Upstream;
let gateway: TestGateway;

beforeAll(async () => {
  upstream = await startUpstream('language');
  upstream.answer(() => ({ data: { _entities: [{ language: { code: 'de' } }] } }));
  gateway = await startTestGateway({ languages: upstream.url });
});

afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
});

/** What a service at this URL would know of an assertion for it. */
function verify(assertion: string, audience: string, from = gateway) {
  const keys = createRemoteJWKSet(new URL(`${from.url}/.well-known/jwks.json`));
  const { issuer, type: typ, algorithm } = ASSERTION;
  return jwtVerify(assertion, keys, { issuer, audience, typ, algorithms: [algorithm] });
}

const QUERY = 'query ($c: String!) { text(content: $c) { language { code } } }';
let counter = 0;

/** The assertion that comes with a call of a service. */
async function assertionOfCall(key = gateway.key): Promise<string> {
  counter += 1;
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}`, 'x-user-id': 'admin' };
  const { errors } = await gateway.query(QUERY, { c: `text ${counter}` }, { headers });
  expect(errors).toEqual([]);
  return String(upstream.requests.at(-1)?.headers['sluice-assertion']);
}

describe('a call of a service', () => {
  it('says which gateway calls which service, and for whom, signed with a key that is published', async () => {
    const { payload, protectedHeader } = await verify(await assertionOfCall(), 'languages');
    expect(protectedHeader).toEqual({ alg: 'ES256', typ: 'sluice-assertion+jwt', kid: expect.any(String) });
    expect(payload).toEqual({
      iss: 'urn:sluice:gateway',
      aud: 'languages',
      sub: expect.any(String),
      tenant: expect.any(String),
      gateway: expect.any(String),
      roles: ['developer'],
      permissions: expect.any(Array),
      iat: expect.any(Number),
      exp: expect.any(Number),
    });
    const { iat = 0, exp = 0 } = payload;
    expect(exp - iat).toBe(120);
  });

  it('tells the service nothing of what its caller may administer', async () => {
    const { payload } = await verify(await assertionOfCall(gateway.otherKey), 'languages');
    const permissions = payload['permissions'] as string[];
    expect(permissions.filter((permission) => !permission.startsWith('context:'))).toEqual([]);
  });

  it('has the same assertion as the last one of its caller, and another for another', async () => {
    const [first, again, other] = [
      await assertionOfCall(),
      await assertionOfCall(),
      await assertionOfCall(gateway.otherKey),
    ];
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  it('is not good for another service', async () => {
    await expect(verify(await assertionOfCall(), 'moderation')).rejects.toThrow(/aud/);
  });
});

it('a subscription at a service has one as well', async () => {
  await using streaming = await startStreamingUpstream('generation');
  streaming.onSubscription((subscription) => {
    for (const event of [started, delta('a'), finished('a')]) subscription.tell(event);
    subscription.complete();
  });
  await using own = await startTestGateway({ writer: streaming.url });
  const subscription = subscribe(own, 'k');
  await subscription.over;
  const { headers } = await streaming.subscription(0);
  const { payload } = await verify(String(headers['sluice-assertion']), 'writer', own);
  expect(payload).toMatchObject({ aud: 'writer', roles: ['developer'] });
});

describe('assertions', () => {
  const ADA: Principal = { id: 'ada', tenant: 'acme', kind: 'api-key', roles: [], permissions: ['context:*'] };
  function create() {
    const clock = { now: 1_000_000_000_000 };
    const keys = createSigningKeys();
    keys.close();
    const assertions = createAssertions({ keys, gateway: 'g', now: () => clock.now });
    return { clock, keys, assertions };
  }
  const claimsOf = (assertion: string) =>
    JSON.parse(Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;

  it('are signed anew after half a minute, long before they end', async () => {
    const { clock, assertions } = create();
    const first = await assertions.forCall('a', ADA);
    clock.now += 29_000;
    expect(await assertions.forCall('a', ADA)).toBe(first);
    clock.now += 2_000;
    expect(await assertions.forCall('a', ADA)).not.toBe(first);
  });

  it('are signed with the next key at once when it takes over, which was published before', async () => {
    const { keys, assertions } = create();
    const announced = keys.published().map(({ kid }) => kid);
    const kidOf = async () => decodeProtectedHeader(await assertions.forCall('a', ADA)).kid;
    const before = await kidOf();
    keys.rotate();
    const after = await kidOf();
    expect(after).not.toBe(before);
    expect(announced).toEqual([before, after]);
    // What is still under way can be verified.
    expect(keys.published().map(({ kid }) => kid)).toEqual([before, after, expect.any(String)]);
  });

  it('end with the credential of their caller', async () => {
    const { clock, assertions } = create();
    const { exp } = claimsOf(await assertions.forCall('a', { ...ADA, expiresAt: clock.now + 5_000 }));
    expect(exp).toBe(clock.now / 1_000 + 5);
  });

  it('follow what a caller may do, and are never those of a caller with the same id elsewhere', async () => {
    const { assertions } = create();
    const all = [ADA, { ...ADA, tenant: 'other' }, { ...ADA, permissions: [] }, { ...ADA, roles: ['viewer'] }];
    const signed = await Promise.all(all.map((principal) => assertions.forCall('a', principal)));
    expect(new Set(signed).size).toBe(all.length);
  });

  it('are signed once for many calls at the same time', async () => {
    const { assertions } = create();
    const signed = await Promise.all(Array.from({ length: 100 }, () => assertions.forCall('a', ADA)));
    expect(new Set(signed).size).toBe(1);
  });

  it('never show the private key', () => {
    const { keys } = create();
    const members = keys.published().flatMap((key) => Object.keys(key));
    expect(new Set(members)).toEqual(new Set(['kty', 'crv', 'x', 'y', 'kid', 'alg', 'use']));
  });
});
