import { isWithin } from '../../network/address-range.js';

/** Where a request comes from. */
export interface KeyOrigin {
  /** The caller's address: the other end of the connection, or what a trusted proxy says. */
  readonly address: string | undefined;
  /** The header `Origin`, which browsers send. */
  readonly origin: string | undefined;
}

export interface KeyRestrictions {
  /** Empty for anywhere. */
  readonly origins: readonly string[];
  /** Addresses and CIDR ranges; empty for anywhere. */
  readonly addresses: readonly string[];
}

/** Whether a key may be used from there. What a key is restricted to must be known: default deny. */
export function allowsOrigin({ origins, addresses }: KeyRestrictions, { address, origin }: KeyOrigin): boolean {
  const isOriginAllowed = origins.length === 0 || (origin !== undefined && origins.includes(origin));
  return isOriginAllowed && (addresses.length === 0 || isWithin(address, addresses));
}
