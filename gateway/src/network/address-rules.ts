import { isIP } from 'node:net';

import ipaddr from 'ipaddr.js';

import { isPublicAddress } from './public-address.js';

/** Which addresses may be connected to: those of the Internet always, of the others what is said here. */
export interface AddressRules {
  /** Those of private networks (RFC 1918, RFC 4193). @default false */
  readonly allowPrivate?: boolean;
  /** This machine. @default false */
  readonly allowLoopback?: boolean;
}

/** Private by number, yet the metadata of a cloud's machine stand there, its credentials among them. */
const METADATA: ReadonlySet<string> = new Set(['fd00:ec2::254']);

/** Link-local addresses, where clouds tell their machines secrets, are never among them. */
export function createAddressRules(rules: AddressRules): (address: string) => boolean {
  const { allowPrivate = false, allowLoopback = false } = rules;
  const ranges = new Set<string>([
    ...(allowPrivate ? ['private', 'uniqueLocal'] : []),
    ...(allowLoopback ? ['loopback'] : []),
  ]);
  return (address) => {
    if (isPublicAddress(address)) return true;
    if (isIP(address) === 0) return false;
    const parsed = ipaddr.parse(address);
    return ranges.has(parsed.range()) && !METADATA.has(parsed.toString());
  };
}
