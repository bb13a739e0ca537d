import { WIRE_HEADERS } from '@sluice/schema';
import type { FastifyRequest } from 'fastify';
import { type Caller, noteCaller } from '../identity/caller.js';
import { createAuthorization } from './authorize.js';

/** Lets a request in, and notes for whom it comes. @throws `UNAUTHENTICATED`, `FORBIDDEN`, `SERVICE_UNAVAILABLE` */
export type Door = (request: FastifyRequest) => Promise<void>;

export interface DoorOptions {
  readonly token: string | undefined;
  /** Checks the gateway's assertion, where one is demanded. */
  readonly verify: ((assertion: string | string[] | undefined) => Promise<Caller>) | undefined;
}

/** The token, where there is one, and the assertion, where it is demanded; where neither is, this machine alone. */
export function createDoor({ token, verify }: DoorOptions): Door {
  const authorize = token === undefined && verify ? () => {} : createAuthorization(token);
  return async (request) => {
    const { socket, headers } = request;
    authorize({ address: socket.remoteAddress, authorization: headers[WIRE_HEADERS.authorization] });
    if (verify) noteCaller(request, await verify(headers[WIRE_HEADERS.assertion]));
  };
}
