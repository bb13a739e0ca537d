import { isIP } from 'node:net';

import ipaddr from 'ipaddr.js';

/** All that the Internet's registries hand out as global unicast; whatever stands outside of it is not the Internet. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/** Public by number, yet inside: Azure's machines reach their host's metadata here. */
const INSIDE_OF_CLOUDS: ReadonlySet<string> = new Set(['168.63.129.16']);

/**
 * Whether an address, as a resolver gives it, is one of the public Internet. All others are refused: loopback, private,
 * link-local, shared (CGNAT), unspecified, multicast, reserved and documentation ranges, and every IPv6 form that
 * carries an IPv4 address inside (mapped, compatible, NAT64, 6to4, Teredo), since it leads wherever that one leads.
 */
export function isPublicAddress(address: string): boolean {
  // Only the canonical notations; ipaddr.js reads octal and hexadecimal ones too, and net.connect reads some otherwise.
  if (isIP(address) === 0) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast' || INSIDE_OF_CLOUDS.has(parsed.toString())) return false;
  return parsed instanceof ipaddr.IPv4 || parsed.match(GLOBAL_UNICAST);
}
