import type { IncomingMessage } from 'node:http';

import type { CredentialHeaders, Credentials } from '../../identity/credentials.js';
import { clientCertificate } from '../tls/client-certificate.js';

/** The headers that can carry a credential. */
const NAMES: ReadonlySet<string> = new Set(['authorization', 'cookie']);

/**
 * What a request brings to prove who calls; of HTTP/1.1, of HTTP/2, and of the upgrade to a WebSocket.
 *
 * @param headers count instead of those of the request, such as what `connection_init` said
 */
export function readCredentials(
  request: Pick<IncomingMessage, 'rawHeaders' | 'socket' | 'headers' | 'method' | 'url'>,
  headers: CredentialHeaders = credentialHeaders(request.rawHeaders),
): Credentials {
  const {
    socket,
    headers: { origin, upgrade },
    method = '',
    url = '',
  } = request;
  const address = withoutPrefix(socket.remoteAddress ?? '');
  const transport = upgrade === undefined ? 'http' : 'websocket';
  const [path = ''] = url.split('?', 1);
  const certificate = clientCertificate(request);
  return {
    headers,
    address,
    request: { transport, method, path, headers: request.headers, address },
    ...(origin !== undefined && { origin }),
    ...(certificate && { certificate }),
  };
}

/**
 * The credential headers with every value that was sent. Node's `headers` drops a second `Authorization` silently, and
 * HTTP/2 requests have no `headersDistinct`; `rawHeaders` has both.
 */
function credentialHeaders(rawHeaders: readonly string[]): CredentialHeaders {
  const found: Record<string, string[]> = {};
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase();
    if (NAMES.has(name)) (found[name] ??= []).push(rawHeaders[index + 1] ?? '');
  }
  return found;
}

/** A server that listens on IPv6 sees callers of IPv4 as `::ffff:192.0.2.1`. */
function withoutPrefix(address: string): string {
  return address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address;
}
