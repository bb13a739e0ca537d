import { createSecureServer, type Http2SecureServer, type SecureServerOptions } from 'node:http2';
import type { RequestListener } from 'node:http';

import type { TlsMaterial } from '@sluice/schema/tls';

import { CONNECTION_BOUNDS } from '../connection-bounds.js';
import { boundArrival } from './bound-arrival.js';
import { closeWhenIdle } from './close-when-idle.js';

/** What Node's HTTP/1.1 parser reads off any server; the types of HTTP/2 servers do not tell of it. */
interface Http1Bounds {
  maxHeaderSize: number;
  headersTimeout: number;
  requestTimeout: number;
  keepAliveTimeout: number;
  connectionsCheckingInterval: number;
}

/**
 * HTTPS that speaks HTTP/2 with those who offer it by ALPN, and HTTP/1.1 with all others, WebSockets among them. Both
 * are held to the same bounds: Node sets those of HTTP/1.1 only on servers that speak nothing else.
 */
export function createSecureHttpServer({ cert, key, ca }: TlsMaterial, handler: RequestListener): Http2SecureServer {
  const { headersTimeoutMs, requestTimeoutMs, checkingMs, keepAliveMs, maxHeaderBytes, maxHeaders, maxStreams } =
    CONNECTION_BOUNDS;
  const options: SecureServerOptions = {
    cert,
    key,
    // Who has no certificate may have another credential, and who has a strange one is as if without.
    ...(ca !== undefined && { ca, requestCert: true, rejectUnauthorized: false }),
    minVersion: 'TLSv1.2',
    handshakeTimeout: headersTimeoutMs,
    allowHTTP1: true,
    // Beyond these a stream is reset without an answer; what is less, but too much, is told so.
    maxHeaderListPairs: 2 * maxHeaders,
    settings: { maxHeaderListSize: 4 * maxHeaderBytes, maxConcurrentStreams: maxStreams, enablePush: false },
  };
  const server = createSecureServer(options, handler as never);
  const http1: Http1Bounds = {
    maxHeaderSize: maxHeaderBytes,
    headersTimeout: headersTimeoutMs,
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: keepAliveMs,
    // Without it Node looks at them a thousand times a second.
    connectionsCheckingInterval: checkingMs,
  };
  Object.assign(server, http1);
  // Long answers, such as subscriptions, keep a session busy: `close` lets what is under way end.
  server.on('session', (session) => session.setTimeout(keepAliveMs, () => session.close()));
  // Who offers neither by ALPN speaks something else.
  server.on('unknownProtocol', (socket) => socket.destroy());
  boundArrival(server, requestTimeoutMs);
  closeWhenIdle(server);
  return server;
}
