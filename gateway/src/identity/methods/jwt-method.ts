import { decodeJwt } from 'jose';

import type { AuthenticationMethod } from '../authenticate.js';
import type { Issuer } from '../issuers/create-issuer.js';
import { acceptClaims, type AcceptClaimsOptions } from '../tokens/accept-claims.js';
import type { CheckedToken } from '../tokens/checked-token.js';
import { TokenRefusal } from '../tokens/token-refusal.js';
import { verifyJwt } from '../tokens/verify-jwt.js';
import { createTokenMethod, type TokenMethodOptions } from './token-method.js';

export interface JwtMethodOptions
  extends Pick<TokenMethodOptions, 'cache' | 'onError'>, Omit<AcceptClaimsOptions, 'settings'> {
  readonly issuers: readonly Issuer[];
}

/** Three parts of base64url, of which the first is a JSON object: a JWS in compact form (RFC 7515, section 7.1). */
const FORM = /^eyJ[\w-]*\.[\w-]+\.[\w-]*$/;

/** How long a checked token is remembered at most: so long a key that its issuer withdraws still counts. */
const CACHE_MS = 300_000;

/** Access tokens that their issuer has signed. Who the issuer is, the token says; whether it is, the signature. */
export function createJwtMethod({ issuers, ...options }: JwtMethodOptions): AuthenticationMethod {
  const byName = new Map(issuers.map((issuer) => [issuer.settings.issuer, issuer]));

  async function check(token: string, signal: AbortSignal): Promise<CheckedToken> {
    const issuer = byName.get(claimedIssuer(token));
    if (!issuer || issuer.settings.jwt === false) throw new TokenRefusal('issuer');
    const { settings, keys } = issuer;
    const { jwt } = issuer.settings;
    const claims = await verifyJwt(token, { settings: { ...settings, jwt }, keys, now: options.now }, signal);
    // Verified to be there, and a number.
    const exp = claims.exp ?? 0;
    const accepted = { kind: 'jwt', token, claims, exp, skewSeconds: jwt.clockSkewSeconds, cacheMs: CACHE_MS } as const;
    return acceptClaims(accepted, { ...options, settings });
  }

  return createTokenMethod({ ...options, isMine: (token) => FORM.test(token), check });
}

/** Who a token says has issued it: good for nothing but to know whose keys to check it with. */
function claimedIssuer(token: string): string {
  try {
    return decodeJwt(token).iss ?? '';
  } catch (error) {
    throw new TokenRefusal('malformed', error);
  }
}
