import { isIP, type LookupFunction } from 'node:net';

import { Agent, type Dispatcher } from 'undici';

import { createHostResolver, type HostResolver } from './resolve-host.js';

export interface GuardedAgentOptions {
  /** Which addresses are connected to; and by which name, where they have one. */
  readonly allowAddress: (address: string, name: string) => boolean;
  readonly resolveHost?: HostResolver;
  /** The most connections to one origin. @default 8 */
  readonly connections?: number;
  /** Longest time to resolve a name and to connect, in milliseconds. @default 3000 */
  readonly connectMs?: number;
  /** Longest silence, before the head of an answer and within its body, in milliseconds. @default 5000 */
  readonly idleMs?: number;
  /** Certificates to trust instead of the usual ones, PEM. */
  readonly ca?: string;
}

const MAX_HEADER_BYTES = 16 * 1024;

/**
 * Connections that are kept, and that lead to allowed addresses alone. Names are resolved and checked as a part of
 * connecting: between the check and the connection nobody asks a name server again, so that no second answer can lead
 * inside. Redirects are not followed.
 */
export function createGuardedAgent(options: GuardedAgentOptions): Dispatcher {
  const { allowAddress, connections = 8, connectMs = 3_000, idleMs = 5_000, ca } = options;
  const lookup = createGuardedLookup(options, connectMs);
  const agent = new Agent({
    connections,
    connect: { lookup, timeout: connectMs, ...(ca !== undefined && { ca }) },
    headersTimeout: idleMs,
    bodyTimeout: idleMs,
    maxHeaderSize: MAX_HEADER_BYTES,
  });
  // A literal address is connected to without a lookup.
  return agent.compose((dispatch) => (request, handler) => {
    const literal = new URL(String(request.origin)).hostname.replace(/^\[(.*)\]$/, '$1');
    if (isIP(literal) && !allowAddress(literal, literal)) throw new AddressError(literal);
    return dispatch(request, handler);
  });
}

/** A name, or an address, that is not connected to. */
export class AddressError extends Error {
  override readonly name = 'AddressError';

  constructor(host: string) {
    super(`${host} has no address that may be connected to`);
  }
}

/** Looks names up as a part of connecting, and finds allowed addresses alone. */
export function createGuardedLookup(
  { allowAddress, resolveHost = createHostResolver() }: Pick<GuardedAgentOptions, 'allowAddress' | 'resolveHost'>,
  timeoutMs: number,
): LookupFunction {
  async function answer(name: string, wantsAll: boolean | undefined, callback: Callback): Promise<void> {
    try {
      // The machine's own name stands in no name server.
      const isHere = name === 'localhost';
      const addresses = isHere ? ['127.0.0.1', '::1'] : await resolveHost(name, AbortSignal.timeout(timeoutMs));
      const found = addresses
        .filter((address) => allowAddress(address, name))
        .map((address) => ({ address, family: isIP(address) }));
      const [first] = found;
      if (!first) throw new AddressError(name);
      if (wantsAll) callback(null, found);
      else callback(null, first.address, first.family);
    } catch (error) {
      callback(error as Error, '', 0);
    }
  }
  return (name, { all }, callback) => void answer(name, all, callback);
}

type Callback = Parameters<LookupFunction>[2];
