/** A picture or a sound that the gateway stores. */
export interface StoredMedia {
  /** Its path below the gateway, with the query that permits to read it. */
  readonly path: string;
  /** What the path is named after: the SHA-256 of the bytes, hexadecimal. */
  readonly sha256: string;
}

/** Whatever stands before it is the public name of the gateway, host and folder, and none of our business. */
const READ_PATH = /\/media\/[0-9a-f]{32}\/([0-9a-f]{64})\.[a-z0-9]{3,4}$/;
const WRITE_PATH = /\/media\/[0-9a-f]{32}$/;
const MAX_LENGTH = 2_000;

/** Reads the URL of stored media; undefined for what is none. Its host is dropped: the service knows where to ask. */
export function parseReadUrl(text: string): StoredMedia | undefined {
  const url = parse(text);
  const [path, sha256] = READ_PATH.exec(url?.pathname ?? '') ?? [];
  return url && path !== undefined && sha256 !== undefined ? { path: path + url.search, sha256 } : undefined;
}

/** Where what is made here may be written. */
export interface WriteGrant {
  /** A path below the gateway, with the query that permits to write. */
  readonly path: string;
  /** The most that is taken at once. */
  readonly maxBytes: number;
}

/** Reads the URL for writing; undefined for what is none. */
export function parseWriteUrl(text: unknown): WriteGrant | undefined {
  const url = parse(text);
  const [path] = WRITE_PATH.exec(url?.pathname ?? '') ?? [];
  const maxBytes = Number(url?.searchParams.get('bytes'));
  return url && path !== undefined && maxBytes > 0 ? { path: path + url.search, maxBytes } : undefined;
}

/** Reads where the gateway is, without a slash at the end; undefined for what is no HTTP URL, or more than its place. */
export function parseGatewayOrigin(text: unknown): string | undefined {
  const url = typeof text === 'string' && text.startsWith('http') ? parse(text) : undefined;
  if (!url || url.search !== '' || url.hash !== '' || url.username !== '' || url.password !== '') return undefined;
  return url.origin + url.pathname.replace(/\/+$/, '');
}

function parse(text: unknown): URL | undefined {
  if (typeof text !== 'string' || text.length > MAX_LENGTH || !URL.canParse(text, 'http://gateway')) return undefined;
  const url = new URL(text, 'http://gateway');
  return /^https?:$/.test(url.protocol) ? url : undefined;
}
