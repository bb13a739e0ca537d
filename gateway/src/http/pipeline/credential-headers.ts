import type { CredentialHeaders } from '../../identity/bearer-token.js';

/**
 * The credential headers of a request with every value that was sent. Node's `headers` drops a second
 * `Authorization` silently, and HTTP/2 requests have no `headersDistinct`; `rawHeaders` has both.
 */
export function credentialHeaders(rawHeaders: readonly string[]): CredentialHeaders {
  const values: string[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    if (rawHeaders[index]?.toLowerCase() === 'authorization') values.push(rawHeaders[index + 1] ?? '');
  }
  return values.length > 0 ? { authorization: values } : {};
}
