import { isIP, type LookupFunction } from 'node:net';

import { Client } from 'undici';

/** How long the parts of one exchange may take, in milliseconds. */
export interface ExchangeTimeouts {
  readonly connectMs: number;
  /** Longest silence, before the head of the answer and within its body. */
  readonly idleMs: number;
}

export interface PinnedClientOptions {
  readonly origin: URL;
  /** The addresses that were checked; no other is ever connected to. */
  readonly addresses: readonly string[];
  readonly timeouts: ExchangeTimeouts;
  /** Certificates to trust instead of the usual ones, PEM. */
  readonly ca?: string;
}

const MAX_HEADER_BYTES = 16 * 1024;

/**
 * A client for one exchange with one host, whose "lookup" only repeats the addresses that were checked: between the
 * check and the connection nobody asks a name server again, so that no second answer can lead inside. The certificate
 * is still that of the name.
 */
export function createPinnedClient({ origin, addresses, timeouts, ca }: PinnedClientOptions): Client {
  return new Client(origin.origin, {
    connect: {
      lookup: repeat(addresses),
      // Tries the next address soon when one does not answer; useless where there is only one.
      autoSelectFamily: addresses.length > 1,
      timeout: timeouts.connectMs,
      ...(ca !== undefined && { ca }),
    },
    headersTimeout: timeouts.idleMs,
    bodyTimeout: timeouts.idleMs,
    maxHeaderSize: MAX_HEADER_BYTES,
    pipelining: 1,
  });
}

function repeat(addresses: readonly string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_name, { all }, callback) => {
    const [first] = found;
    if (!first) callback(new Error('no address'), '', 0);
    else if (all) callback(null, found);
    else callback(null, first.address, first.family);
  };
}
