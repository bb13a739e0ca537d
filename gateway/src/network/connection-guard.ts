import { isIP, type LookupFunction } from 'node:net';
import { promisify } from 'node:util';

import type { buildConnector } from 'undici';

import { isWithin } from './address-range.js';
import { createAddressRules } from './address-rules.js';
import { AddressError, createGuardedLookup } from './guarded-agent.js';
import type { HostResolver } from './resolve-host.js';
import { isPublicAddress } from './public-address.js';

/** Lets connections lead to allowed addresses alone, whatever name servers say, and whenever they say it. */
export interface ConnectionGuard {
  /** For whoever connects: what it finds was checked, and nothing is asked again in between. */
  readonly lookup: LookupFunction;
  /**
   * Whether a host has an address that may be connected to, at this moment.
   * @throws AddressError where it has none, Error where it cannot be resolved
   */
  check(host: string): Promise<void>;
  /** A connector that connects to nothing else; `connect` must look names up with `lookup`. */
  guard(connect: buildConnector.connector): buildConnector.connector;
}

export interface ConnectionGuardOptions {
  /** Beside public addresses: hosts, whatever private addresses they have, and ranges. */
  readonly allow: readonly string[];
  readonly resolveHost?: HostResolver;
  /** Longest time to resolve a name, in milliseconds. @default 3000 */
  readonly resolveMs?: number;
}

/** Link-local addresses, where clouds tell their machines secrets, are reached by a range alone that names them. */
export function createConnectionGuard({
  allow,
  resolveHost,
  resolveMs = 3_000,
}: ConnectionGuardOptions): ConnectionGuard {
  const isRange = (entry: string) => isIP(entry.split('/')[0] ?? '') !== 0;
  const ranges = allow.filter(isRange);
  const hosts = new Set(allow.filter((entry) => !isRange(entry)));
  const allowsInside = createAddressRules({ allowPrivate: true, allowLoopback: true });
  const allowAddress = (address: string, name: string) =>
    isPublicAddress(address) || isWithin(address, ranges) || (hosts.has(name) && allowsInside(address));
  const lookup = createGuardedLookup({ allowAddress, ...(resolveHost && { resolveHost }) }, resolveMs);
  return {
    lookup,
    async check(host) {
      // A literal address is connected to without a lookup.
      if (isIP(host) === 0) return promisify(lookup)(host, { all: true }).then(() => {});
      if (!allowAddress(host, host)) throw new AddressError(host);
    },
    guard(connect) {
      return (options, callback) => {
        const literal = options.hostname.replace(/^\[(.*)\]$/, '$1');
        // A literal address is connected to without a lookup.
        if (isIP(literal) && !allowAddress(literal, literal)) return callback(new AddressError(literal), null);
        connect(options, callback);
      };
    },
  };
}
