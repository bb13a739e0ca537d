import type { SubjectName } from '@sluice/schema/tls';

/** What one connection or request brings to prove who calls: the same from every transport. */
export interface Credentials {
  /**
   * Every value that was sent of the headers that can carry a credential, by their lower-case names. Of a WebSocket, its
   * `connection_init` counts as headers.
   */
  readonly headers: CredentialHeaders;
  /** The address of the peer, an IPv4 one without the prefix of IPv6; empty when it has gone already. */
  readonly address: string;
  /** The `Origin` that a browser sent. */
  readonly origin?: string;
  /** The certificate that the client has proved to hold, and that our authorities have signed. */
  readonly certificate?: ClientCertificate;
  /** What it came with; for those who look at more than credentials. */
  readonly request?: ArrivingRequest;
}

/** An HTTP request before its body is read, or the one that asked for a WebSocket. */
export interface ArrivingRequest {
  readonly transport: 'http' | 'websocket';
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** By lower-case names. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Of the connection. */
  readonly address: string;
}

/** Header values as they were sent: two headers are two values, never one that is joined or dropped. */
export type CredentialHeaders = Readonly<Record<string, readonly string[] | undefined>>;

/** Of a client's certificate what tells who it is. */
export interface ClientCertificate {
  /** SHA-256 of the DER form, base64url: the thumbprint `x5t#S256` of RFC 8705. */
  readonly thumbprint: string;
  readonly names: readonly SubjectName[];
  /** When it ends, in milliseconds since 1970. */
  readonly expiresAt: number;
}
