import type { IncomingMessage } from 'node:http';

import type { Credentials } from '../../identity/credentials.js';
import { readCredentials } from '../pipeline/read-credentials.js';

/**
 * The credential of a WebSocket: that of `connection_init`, since browsers can send no headers, else that of the
 * upgrade. Where both are there, the later word counts.
 */
export function socketCredentials(
  params: Readonly<Record<string, unknown>> | undefined,
  request: IncomingMessage,
): Credentials {
  const said = Object.entries(params ?? {}).filter(([name]) => name.toLowerCase() === 'authorization');
  if (said.length === 0) return readCredentials(request);
  return readCredentials(request, {
    authorization: said.map(([, value]) => (typeof value === 'string' ? value : '')),
  });
}
