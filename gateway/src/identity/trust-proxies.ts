import { isWithin } from '../network/address-range.js';
import type { Authenticator } from './authenticate.js';
import type { Credentials } from './credentials.js';

/**
 * Behind proxies that are trusted, a caller's address is what they say in `X-Forwarded-For`. Each proxy adds the
 * address that it was called from at the end, so the header is read from there, for as long as the one who says
 * something is trusted: what a caller put in itself counts for nothing. Nobody else is believed.
 *
 * @param trusted addresses and CIDR ranges of the proxies
 */
export function trustProxies(authenticator: Authenticator, trusted: readonly string[]): Authenticator {
  if (trusted.length === 0) return authenticator;
  return {
    ...authenticator,
    authenticate: (credentials, signal) =>
      authenticator.authenticate({ ...credentials, address: callerAddress(credentials, trusted) }, signal),
  };
}

function callerAddress({ address, request }: Credentials, trusted: readonly string[]): string {
  const said = [request?.headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  let caller = address;
  for (const next of said.reverse()) {
    if (next.trim() === '' || !isWithin(caller, trusted)) break;
    caller = next.trim();
  }
  return caller;
}
