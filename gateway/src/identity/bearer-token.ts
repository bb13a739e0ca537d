import type { CredentialHeaders } from './credentials.js';

/** Longer than any key or token of ours; a JSON Web Token with many claims has a few thousand characters. */
const MAX_LENGTH = 8 * 1024;

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
