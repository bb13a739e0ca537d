import { createHash, timingSafeEqual } from 'node:crypto';
import { ServiceError } from '@sluice/schema';

/** Who calls: the address of the socket, and the header as it came. */
export interface Caller {
  readonly address: string | undefined;
  readonly authorization: string | undefined;
}

/**
 * Lets the gateway in: by its token, or, where no token is set, from this machine alone.
 *
 * @throws `UNAUTHENTICATED`, `FORBIDDEN`
 */
export function createAuthorization(token: string | undefined): (caller: Caller) => void {
  if (token === undefined) return refuseOtherMachines;
  const expected = digest(`Bearer ${token}`);
  return ({ authorization }) => {
    // Digests have one length, so that comparing them tells nothing of the token, not even its length.
    if (timingSafeEqual(digest(authorization ?? ''), expected)) return;
    throw new ServiceError('UNAUTHENTICATED', 'Expected the service token as Authorization: Bearer.');
  };
}

function refuseOtherMachines({ address = '' }: Caller): void {
  if (/^(?:::ffff:)?127\.|^::1$/.test(address)) return;
  throw new ServiceError('FORBIDDEN', 'Without SLUICE_SERVICE_TOKEN this service serves its own machine alone.');
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
