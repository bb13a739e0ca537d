import type { IssuerSettings } from '../../config/issuer-settings.js';
import type { JsonObject } from '../issuers/issuer-client.js';
import { type PermissionsOf, toBearer } from '../issuers/to-principal.js';
import type { Principal } from '../principal.js';
import { certificateOf, type CheckedToken } from './checked-token.js';
import { tokenName } from './token-name.js';
import { TokenRefusal } from './token-refusal.js';

export interface AcceptClaimsOptions {
  readonly settings: IssuerSettings;
  readonly permissionsOf: PermissionsOf;
  /** Whether a token was revoked here, by its name. */
  readonly isRevoked: (name: string) => boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What a token was found to say, by whatever method. */
export interface AcceptedClaims {
  readonly kind: Principal['kind'];
  readonly token: string;
  readonly claims: JsonObject;
  /** Its end, in seconds since 1970. */
  readonly exp: number;
  /** How far past its end it is taken, in seconds. */
  readonly skewSeconds: number;
  /** How long it is remembered at most, in milliseconds. */
  readonly cacheMs: number;
}

/**
 * Makes of the claims of a good token what is known of it.
 *
 * @throws TokenRefusal when they name nobody, or when the token was revoked
 */
export function acceptClaims(accepted: AcceptedClaims, options: AcceptClaimsOptions): CheckedToken {
  const { kind, token, claims, exp, skewSeconds, cacheMs } = accepted;
  const certificate = certificateOf(claims['cnf']);
  const bearer = toBearer(claims, options);
  if (bearer === null) throw new TokenRefusal('subject');
  const credential = tokenName(token);
  if (options.isRevoked(credential)) throw new TokenRefusal('revoked');
  return {
    principal: Object.freeze({ ...bearer, kind, credential, expiresAt: (exp + skewSeconds) * 1000 }),
    cacheUntil: Math.min(exp * 1000, options.now() + cacheMs),
    ...(certificate !== undefined && { certificate }),
  };
}
