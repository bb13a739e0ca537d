import { expect, it } from '@jest/globals';
import { ServiceError } from '@sluice/schema';

import type { Authenticator } from './authenticate.js';
import { trustProxies } from './trust-proxies.js';

/** The address that a caller is taken to come from. */
async function addressOf(peer: string, forwarded: string | undefined, trusted: readonly string[]): Promise<string> {
  let seen = '';
  const authenticator: Authenticator = {
    watch: () => ({ [Symbol.dispose]: () => {} }),
    async authenticate({ address }) {
      seen = address;
      return new ServiceError('UNAUTHENTICATED', 'No.');
    },
  };
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  const request = { transport: 'http', method: 'POST', path: '/graphql', headers, address: peer } as const;
  await trustProxies(authenticator, trusted).authenticate(
    { headers: {}, address: peer, request },
    new AbortController().signal,
  );
  return seen;
}

it.each([
  ['nobody is trusted', '10.0.0.1', '192.0.2.7', [], '10.0.0.1'],
  ['another than the proxy calls', '203.0.113.9', '192.0.2.7', ['10.0.0.0/8'], '203.0.113.9'],
  ['the proxy calls', '10.0.0.1', '192.0.2.7', ['10.0.0.0/8'], '192.0.2.7'],
  ['the caller has put in an address', '10.0.0.1', '127.0.0.1, 192.0.2.7', ['10.0.0.0/8'], '192.0.2.7'],
  ['two proxies stand behind each other', '10.0.0.1', '1.1.1.1, 192.0.2.7, 10.0.0.2', ['10.0.0.0/8'], '192.0.2.7'],
  ['the proxy says nothing', '10.0.0.1', undefined, ['10.0.0.0/8'], '10.0.0.1'],
  ['the proxy says nonsense', '10.0.0.1', 'unknown', ['10.0.0.1'], 'unknown'],
])('when %s, the address of %s with X-Forwarded-For %s is right', async (_, peer, forwarded, trusted, expected) => {
  expect(await addressOf(peer, forwarded, trusted)).toBe(expected);
});
