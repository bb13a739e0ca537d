import { type CryptoKey, decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from 'jose';

import type { IssuerSettings, JwtSettings } from '../../config/issuer-settings.js';
import type { KeyHint, KeySet } from '../issuers/key-set.js';
import { TokenRefusal } from './token-refusal.js';

export interface VerifyJwtOptions {
  readonly settings: Pick<IssuerSettings, 'issuer' | 'audience'> & { readonly jwt: JwtSettings };
  readonly keys: KeySet<CryptoKey>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Longer names are no names of keys. */
const MAX_KID = 256;

/**
 * The claims of a JSON Web Token that its issuer has signed as an access token for us, now valid (RFC 7519, RFC 9068).
 *
 * Of its header three members count: `alg`, which must be one of those that are configured, `typ`, and `kid`, by which a
 * key of the issuer's own set is found. Keys that a token brings or points to (`jwk`, `jku`, `x5c`, `x5u`) are never
 * looked at, and extensions that must be understood (`crit`) are not.
 *
 * @throws TokenRefusal, and what finding the key throws
 */
export async function verifyJwt(
  token: string,
  { settings, keys, now }: VerifyJwtOptions,
  signal: AbortSignal,
): Promise<JWTPayload> {
  const { issuer, audience, jwt } = settings;
  const hint = readHeader(token, jwt);
  const key = await keys.find(hint, signal);
  if (key === null) throw new TokenRefusal('key');
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [...jwt.algorithms],
      issuer,
      audience: [...audience],
      // jose asks for none of these by itself: a token without an end would be good forever.
      requiredClaims: ['iss', 'aud', 'exp', ...jwt.requiredClaims],
      clockTolerance: jwt.clockSkewSeconds,
      currentDate: new Date(now()),
    });
    if (isOtherToken(payload)) throw new TokenRefusal('type');
    return payload;
  } catch (error) {
    throw toRefusal(error);
  }
}

function readHeader(token: string, { algorithms, types }: JwtSettings): KeyHint {
  const { alg, typ = 'JWT', kid, crit } = decodeHeader(token);
  if (crit !== undefined) throw new TokenRefusal('malformed');
  if (typeof alg !== 'string' || !algorithms.some((allowed) => allowed === alg)) throw new TokenRefusal('algorithm');
  if (typeof typ !== 'string' || !types.some((type) => plainType(type) === plainType(typ))) {
    throw new TokenRefusal('type');
  }
  if (kid !== undefined && (typeof kid !== 'string' || kid.length > MAX_KID)) throw new TokenRefusal('key');
  return { alg, kid };
}

function decodeHeader(token: string): Readonly<Record<string, unknown>> {
  try {
    return decodeProtectedHeader(token);
  } catch (error) {
    throw new TokenRefusal('malformed', error);
  }
}

/** `application/` may be left out, and case does not count (RFC 7515, section 4.1.9). */
const plainType = (type: string) => type.toLowerCase().replace(/^application\//, '');

/**
 * ID, refresh and logout tokens, which some issuers sign with the same header as access tokens: an ID token proves to a
 * client who has signed in, and is no key to anything.
 */
function isOtherToken(claims: JWTPayload): boolean {
  const { nonce, at_hash: ofAccess, c_hash: ofCode, events, typ = 'Bearer', token_use: use = 'access' } = claims;
  return [nonce, ofAccess, ofCode, events].some((mark) => mark !== undefined) || typ !== 'Bearer' || use !== 'access';
}

function toRefusal(error: unknown): unknown {
  if (error instanceof errors.JWTExpired) return new TokenRefusal('expired', error);
  if (error instanceof errors.JWTClaimValidationFailed) {
    return new TokenRefusal(error.claim === 'nbf' ? 'not yet valid' : 'claims', error);
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) return new TokenRefusal('signature', error);
  if (error instanceof TokenRefusal) return error;
  return new TokenRefusal('malformed', error);
}
