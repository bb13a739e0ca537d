import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

import { ERROR_TABLE, ServiceError } from '@sluice/schema';

import type { Authenticator } from '../../identity/authenticate.js';
import { readCredentials } from '../pipeline/read-credentials.js';

export interface UpgradeStatusOptions {
  readonly authenticator: Authenticator;
  /** Whether a page of this origin may call from a browser. */
  readonly allowsOrigin: (origin: string, host: string | undefined) => boolean;
}

const PATH = '/graphql';

/** With which HTTP status the upgrade of a connection is answered: 101 where it is to become a WebSocket. */
export async function upgradeStatus(
  request: IncomingMessage,
  socket: Duplex,
  { authenticator, allowsOrigin }: UpgradeStatusOptions,
): Promise<number> {
  const { url, headers } = request;
  if (url?.split('?')[0] !== PATH) return 404;
  if (headers.upgrade?.toLowerCase() !== 'websocket') return 426;
  if (headers.origin !== undefined && !allowsOrigin(headers.origin, headers.host)) return 403;
  return callerStatus(request, socket, authenticator);
}

/** Without a credential it is expected in `connection_init`; a wrong one is wrong at once. */
async function callerStatus(request: IncomingMessage, socket: Duplex, authenticator: Authenticator): Promise<number> {
  const credentials = readCredentials(request);
  if (!credentials.headers['authorization']) return 101;
  const leaving = new AbortController();
  const leave = () => leaving.abort(new ServiceError('CANCELLED', 'The caller left.'));
  socket.once('close', leave);
  try {
    const caller = await authenticator.authenticate(credentials, leaving.signal);
    return caller instanceof ServiceError ? ERROR_TABLE[caller.code].status : 101;
  } finally {
    socket.off('close', leave);
  }
}
