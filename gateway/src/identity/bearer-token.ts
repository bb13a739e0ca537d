/**
 * The headers of a request, each with every value that was sent: Node's `request.headersDistinct`. Its `headers` will
 * not do, as it silently drops a second `Authorization`.
 */
export type CredentialHeaders = Readonly<Record<string, readonly string[] | undefined>>;

/** No credential of ours is longer. */
const MAX_LENGTH = 1024;

/** The scheme in any case (RFC 9110), one or more spaces, and a token of RFC 6750: no control character fits. */
const PATTERN = /^bearer +([A-Za-z0-9\-._~+/]+=*)$/i;

/** Why there is no token. */
export type BearerFailure = 'missing' | 'malformed';

/** Takes the token out of `Authorization: Bearer …`: exactly one header, of bounded length. */
export function readBearerToken(headers: CredentialHeaders): { readonly token: string } | BearerFailure {
  const [value, ...more] = headers['authorization'] ?? [];
  if (value === undefined) return 'missing';
  if (more.length > 0 || value.length > MAX_LENGTH) return 'malformed';
  const token = PATTERN.exec(value)?.[1];
  return token === undefined ? 'malformed' : { token };
}
