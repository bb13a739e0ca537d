import type { IncomingMessage } from 'node:http';

import type { CredentialHeaders } from '../../identity/bearer-token.js';
import { credentialHeaders } from '../pipeline/credential-headers.js';

/**
 * The credential of a WebSocket: that of `connection_init`, since browsers can send no headers, else that of the
 * upgrade. Where both are there, the later word counts.
 */
export function socketCredentials(
  params: Readonly<Record<string, unknown>> | undefined,
  { rawHeaders }: Pick<IncomingMessage, 'rawHeaders'>,
): CredentialHeaders {
  const said = Object.entries(params ?? {}).filter(([name]) => name.toLowerCase() === 'authorization');
  if (said.length === 0) return credentialHeaders(rawHeaders);
  return { authorization: said.map(([, value]) => (typeof value === 'string' ? value : '')) };
}
