import { hash, type X509Certificate } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';

import { readSubjectNames } from '@sluice/schema/tls';

import type { ClientCertificate } from '../../identity/credentials.js';

/** Of a connection it never changes, and reading it takes longer than the rest of an authentication. */
const known = new WeakMap<object, ClientCertificate | null>();

/** The certificate that a client has proved to hold; null without one, or when it comes from no authority of ours. */
export function clientCertificate(request: Pick<IncomingMessage, 'socket'>): ClientCertificate | null {
  const connection = connectionOf(request);
  const found = known.get(connection) ?? (known.has(connection) ? null : read(request.socket as TLSSocket));
  known.set(connection, found);
  return found;
}

/** Every request of HTTP/2 has a socket object of its own; the session is that of the connection. */
function connectionOf(request: Pick<IncomingMessage, 'socket'> & { stream?: { session?: object } }): object {
  return request.stream?.session ?? request.socket;
}

/** Of a socket without TLS nothing of this is there. */
function read(socket: Pick<TLSSocket, 'authorized'> & Partial<TLSSocket>): ClientCertificate | null {
  if (socket.authorized !== true) return null;
  const certificate: X509Certificate | undefined = socket.getPeerX509Certificate?.();
  if (!certificate) return null;
  return {
    thumbprint: hash('sha256', certificate.raw, 'base64url'),
    names: readSubjectNames(certificate.subjectAltName),
    expiresAt: Date.parse(certificate.validTo),
  };
}
