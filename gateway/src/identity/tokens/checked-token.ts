import type { ServiceError } from '@sluice/schema';

import type { Principal } from '../principal.js';
import { TokenRefusal } from './token-refusal.js';

/** A token that was found to be good. */
export interface CheckedToken {
  readonly principal: Principal;
  /** Until when this may be remembered, in milliseconds since 1970: never past the token's own end. */
  readonly cacheUntil: number;
  /** The thumbprint of the only certificate whose holder may use it (RFC 8705, section 3.1). */
  readonly certificate?: string;
}

/** Who calls with a token: it is no bearer token when it is bound to a certificate. */
export function principalOfToken(
  { principal, certificate }: CheckedToken,
  presented: { readonly certificate?: { readonly thumbprint: string } },
): Principal | ServiceError {
  const isBound = certificate !== undefined && certificate !== presented.certificate?.thumbprint;
  return isBound ? new TokenRefusal('binding') : principal;
}

/**
 * To which certificate claims bind a token. Another confirmation (such as DPoP's `jkt`) is one that is not checked here,
 * so that such a token is good for nobody.
 *
 * @throws TokenRefusal
 */
export function certificateOf(confirmation: unknown): string | undefined {
  if (confirmation === undefined) return undefined;
  const members = typeof confirmation === 'object' && confirmation !== null ? Object.entries(confirmation) : [];
  const [[name, thumbprint] = []] = members;
  if (members.length === 1 && name === 'x5t#S256' && typeof thumbprint === 'string') return thumbprint;
  throw new TokenRefusal('binding');
}
