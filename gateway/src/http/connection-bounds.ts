/** What every connection of a caller is held to, whichever version of HTTP it speaks. */
export const CONNECTION_BOUNDS = {
  /** Longest time for the headers of a request, and for the handshake of TLS, in milliseconds. */
  headersTimeoutMs: 10_000,
  /** Longest time that a client may take to send a whole request, in milliseconds. */
  requestTimeoutMs: 30_000,
  /** How often these two are looked at, in milliseconds. */
  checkingMs: 2_000,
  /** Idle connections are kept this long, in milliseconds; longer than the usual load balancer's 60 s. */
  keepAliveMs: 65_000,
  /** All headers of a request together. */
  maxHeaderBytes: 16 * 1024,
  /** How many headers a request may have. */
  maxHeaders: 100,
  /** Requests at once on one HTTP/2 connection. */
  maxStreams: 128,
} as const;
