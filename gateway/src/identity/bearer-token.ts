import type { CredentialHeaders } from './credentials.js';

/** Longer than any key or token of ours; a JSON Web Token with many claims has a few thousand characters. */
const MAX_LENGTH = 8 * 1024;

/** The scheme in any case (RFC 9110), one or more spaces, and a token of RFC 6750: no control character fits. */
const PATTERN = /^bearer +([A-Za-z0-9\-._~+/]+=*)$/i;

/** Why there is no token. */
export type BearerFailure = 'missing' | 'malformed';

/** A token alone, as a cookie holds it. */
const TOKEN = /^[A-Za-z0-9\-._~+/]+=*$/;

/**
 * Takes the token out of a cookie (RFC 6265). A browser sends cookies by itself, so that any page could call with them:
 * whoever asks for one has looked where the page is from.
 */
export function readCookieToken(headers: CredentialHeaders, name: string): { readonly token: string } | BearerFailure {
  const pairs = (headers['cookie'] ?? []).flatMap((value) => value.split(';')).map((pair) => pair.trim());
  const [value, ...more] = pairs
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
  if (value === undefined) return 'missing';
  return more.length === 0 && value.length <= MAX_LENGTH && TOKEN.test(value) ? { token: value } : 'malformed';
}

/** Takes the token out of `Authorization: Bearer …`: exactly one header, of bounded length. */
export function readBearerToken(headers: CredentialHeaders): { readonly token: string } | BearerFailure {
  const [value, ...more] = headers['authorization'] ?? [];
  if (value === undefined) return 'missing';
  if (more.length > 0 || value.length > MAX_LENGTH) return 'malformed';
  const token = PATTERN.exec(value)?.[1];
  return token === undefined ? 'malformed' : { token };
}
