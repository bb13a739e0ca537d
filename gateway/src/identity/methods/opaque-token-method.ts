import type { IntrospectionSettings } from '../../config/issuer-settings.js';
import type { AuthenticationMethod } from '../authenticate.js';
import type { Issuer } from '../issuers/create-issuer.js';
import { acceptClaims, type AcceptClaimsOptions } from '../tokens/accept-claims.js';
import type { CheckedToken } from '../tokens/checked-token.js';
import { introspect } from '../tokens/introspect.js';
import { createTokenMethod, type TokenMethodOptions } from './token-method.js';

export interface OpaqueTokenMethodOptions
  extends Pick<TokenMethodOptions, 'cache' | 'onError'>, Omit<AcceptClaimsOptions, 'settings'> {
  readonly issuer: Issuer;
  readonly introspection: IntrospectionSettings;
  readonly clientSecret: string;
}

/** Access tokens that mean something to their issuer alone, which is asked about them. */
export function createOpaqueTokenMethod(options: OpaqueTokenMethodOptions): AuthenticationMethod {
  const { issuer, introspection, clientSecret, now } = options;
  const { settings } = issuer;
  const cacheMs = introspection.cacheSeconds * 1000;

  async function check(token: string, signal: AbortSignal): Promise<CheckedToken> {
    const asked = { issuer, settings: introspection, clientSecret, now };
    const { claims, exp } = await introspect(token, asked, signal);
    const accepted = { kind: 'oauth-token', token, claims, exp, skewSeconds: 0, cacheMs } as const;
    return acceptClaims(accepted, { ...options, settings });
  }

  // Whatever no method before has recognized.
  return createTokenMethod({ ...options, isMine: () => true, check });
}
