import { readBearerToken } from './bearer-token.js';
import type { CredentialHeaders } from './credentials.js';

/**
 * What `WWW-Authenticate` says to a caller who was refused (RFC 6750, section 3): nothing of an error to those who have
 * sent no credential, else which kind of error it is; and where the metadata stand that tell who issues tokens for this
 * gateway (RFC 9728, section 5.1).
 *
 * @param metadataUrl null where nobody issues tokens
 * @returns null where the status is no refusal of a credential
 */
export function challengeFor(status: number, headers: CredentialHeaders, metadataUrl: string | null): string | null {
  const bearer = readBearerToken(headers);
  const error = errorFor(status, bearer);
  if (error === null) return null;
  const parts = [
    'realm="sluice"',
    ...(error === '' ? [] : [`error="${error}"`]),
    ...(metadataUrl === null ? [] : [`resource_metadata="${metadataUrl}"`]),
  ];
  return `Bearer ${parts.join(', ')}`;
}

function errorFor(status: number, bearer: ReturnType<typeof readBearerToken>): string | null {
  if (status === 403) return typeof bearer === 'string' ? null : 'insufficient_scope';
  if (status !== 401) return null;
  if (bearer === 'missing') return '';
  return bearer === 'malformed' ? 'invalid_request' : 'invalid_token';
}
