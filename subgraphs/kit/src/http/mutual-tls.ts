import { constants } from 'node:crypto';
import { createServer, type Server } from 'node:https';
import type { RequestListener } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { isForName, readTlsFiles, watchTlsFiles } from '@sluice/schema/tls';
import type { Logger } from '@sluice/telemetry';
import type { MutualTlsOptions } from '../service.js';

/** What does not change with the certificates. */
const TERMS = {
  requestCert: true,
  rejectUnauthorized: true,
  minVersion: 'TLSv1.2',
  // Every connection shows its certificate anew: what was agreed upon before a renewal is not taken up again.
  secureOptions: constants.SSL_OP_NO_TICKET,
} as const;

/** Longest time for a handshake, in milliseconds. */
const HANDSHAKE_MS = 10_000;

/**
 * A server of TLS 1.2 and later for callers whose certificate comes from the authorities and is for one of the names;
 * others are cut off before a byte of a request is read.
 *
 * @throws TlsFileError where a file cannot be used
 */
export function createMutualTlsServer(tls: MutualTlsOptions, handler: RequestListener, logger: Logger): Server {
  const current = readTlsFiles(tls);
  const server = createServer({ ...TERMS, ...current, handshakeTimeout: HANDSHAKE_MS }, handler);
  server.prependListener('secureConnection', (socket: TLSSocket) => {
    if (isForName(socket.getPeerX509Certificate()?.subjectAltName, tls.names)) return;
    logger.warn({}, 'A caller was refused: its certificate is for another name.');
    socket.destroy();
  });
  const stop = watchTlsFiles(tls, {
    current,
    onChange(material) {
      server.setSecureContext({ ...TERMS, ...material });
      logger.info({}, 'The certificate was renewed.');
    },
    onProblem: ({ message }) => logger.error({ reason: message }, 'A new certificate cannot be used.'),
  });
  server.once('close', stop);
  return server;
}
