import ipaddr from 'ipaddr.js';

/** Whether an address is in one of the ranges. IPv4 in IPv6 (`::ffff:10.0.0.1`) is the IPv4 address that it holds. */
export function isWithin(address: string | undefined, ranges: readonly string[]): boolean {
  if (address === undefined || !isPlain(address)) return false;
  const parsed = ipaddr.process(address);
  return ranges.some((range) => {
    const [network, bits] = parseRange(range);
    return network.kind() === parsed.kind() && parsed.match(network, bits);
  });
}

/** Whether a text is an address or a CIDR range, such as `10.0.0.0/8` or `2001:db8::1`. */
export function isAddressRange(text: string): boolean {
  return text.includes('/') ? ipaddr.isValidCIDR(text) && isPlain(text.split('/')[0] ?? '') : isPlain(text);
}

/** The usual notation alone: `0x0a010203` and `10.1` are numbers that somebody made up. */
function isPlain(text: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(text) || (text.includes(':') && ipaddr.IPv6.isValid(text));
}

function parseRange(range: string): [network: ipaddr.IPv4 | ipaddr.IPv6, bits: number] {
  if (range.includes('/')) return ipaddr.parseCIDR(range);
  const address = ipaddr.process(range);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}
