import { ServiceError } from '@sluice/schema';
import { CloseCode } from 'graphql-ws';

import type { Authenticator } from '../../identity/authenticate.js';
import { LABELS_HEADER, readLabels } from '../pipeline/read-labels.js';
import type { ConnectionLimits } from '../streams/connection-limits.js';
import { socketCredentials } from './socket-credentials.js';
import { type SocketState, TRY_AGAIN_LATER } from './socket-state.js';

export interface ConnectSocketOptions {
  readonly authenticator: Authenticator;
  readonly connections: ConnectionLimits;
  /** Told of a connection that was refused. */
  readonly onRefused: (error: ServiceError) => void;
}

/**
 * Deals with `connection_init`: who calls, and is there a place. A caller whose credential ends, or is withdrawn, is
 * told by close code 4401: it is to come again with another.
 *
 * @returns false for close code 4403
 */
export async function connectSocket(
  params: Readonly<Record<string, unknown>> | undefined,
  state: SocketState,
  { authenticator, connections, onRefused }: ConnectSocketOptions,
): Promise<boolean> {
  const principal = await authenticator.authenticate(socketCredentials(params, state.request), state.end.signal);
  // Whoever has left meanwhile takes no place.
  if (state.end.signal.aborted) return false;
  if (principal instanceof ServiceError) {
    onRefused(principal);
    if (!REFUSED_FOR_GOOD.has(principal.code)) state.end.begin(TRY_AGAIN_LATER, principal.code);
    return false;
  }
  const labels = readLabels(params?.[LABELS_HEADER] ?? state.request.headers[LABELS_HEADER]);
  if (labels instanceof ServiceError) {
    onRefused(labels);
    state.end.begin(CloseCode.BadRequest, labels.code);
    return false;
  }
  const leave = connections.enter(principal);
  if (leave instanceof ServiceError) {
    onRefused(leave);
    // A client may try again when it has closed others.
    state.end.begin(TRY_AGAIN_LATER, leave.code);
    return false;
  }
  const watch = authenticator.watch(principal, ({ code }) => state.end.begin(CloseCode.Unauthorized, code));
  state.principal = principal;
  state.labels = labels;
  state.leave = () => {
    watch[Symbol.dispose]();
    leave();
  };
  return true;
}

/** Another failure, such as that of an issuer that cannot be asked, says nothing of the credential. */
const REFUSED_FOR_GOOD: ReadonlySet<string> = new Set(['UNAUTHENTICATED', 'FORBIDDEN']);
