import type { IntrospectionSettings } from '../../config/issuer-settings.js';
import type { Issuer } from '../issuers/create-issuer.js';
import type { JsonObject } from '../issuers/issuer-client.js';
import { IssuerError } from '../issuers/issuer-error.js';
import { wordsAt } from '../issuers/claims.js';
import { TokenRefusal } from './token-refusal.js';

export interface IntrospectOptions {
  readonly issuer: Issuer;
  readonly settings: IntrospectionSettings;
  readonly clientSecret: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** The answer about a token that is good, and when it ends, in seconds since 1970. */
export interface Introspected {
  readonly claims: JsonObject;
  readonly exp: number;
}

/**
 * Asks the issuer about a token (RFC 7662). Many issuers also answer for refresh tokens, and for tokens of other
 * audiences: it must say that this is a bearer token, for us, and when it ends.
 *
 * @throws TokenRefusal, IssuerError when it does not answer, and the signal's reason
 */
export async function introspect(
  token: string,
  options: IntrospectOptions,
  signal: AbortSignal,
): Promise<Introspected> {
  const { issuer, settings, now } = options;
  const { name, issuer: issuerUrl, audience } = issuer.settings;
  const url = await issuer.introspectionUrl(signal);
  const claims = await issuer.client.fetchJson(url, toRequest(token, options), signal);
  if (typeof claims?.['active'] !== 'boolean') throw new IssuerError(name, 'its introspection cannot be understood');
  if (!claims['active']) throw new TokenRefusal('inactive');
  const { exp, nbf = 0, iss = issuerUrl, token_type: type } = claims;
  if (typeof type !== 'string' || type.toLowerCase() !== 'bearer') throw new TokenRefusal('type');
  if (iss !== issuerUrl) throw new TokenRefusal('issuer');
  if (!isFor(audience, claims, settings.requireAudience) || typeof exp !== 'number' || typeof nbf !== 'number') {
    throw new TokenRefusal('claims');
  }
  if (exp * 1000 <= now()) throw new TokenRefusal('expired');
  if (nbf * 1000 > now()) throw new TokenRefusal('not yet valid');
  return { claims, exp };
}

function isFor(audience: readonly string[], claims: JsonObject, isRequired: boolean): boolean {
  if (claims['aud'] === undefined) return !isRequired;
  return wordsAt(claims, 'aud').some((named) => audience.includes(named));
}

function toRequest(token: string, { settings, clientSecret }: IntrospectOptions) {
  const { clientId, authentication } = settings;
  const form = new URLSearchParams({ token, token_type_hint: 'access_token' });
  const headers: Record<string, string> = { 'content-type': 'application/x-www-form-urlencoded' };
  if (authentication === 'client_secret_basic') {
    // Both are written as in a form first (RFC 6749, section 2.3.1).
    const pair = `${encode(clientId)}:${encode(clientSecret)}`;
    headers['authorization'] = `Basic ${Buffer.from(pair).toString('base64')}`;
  } else {
    form.set('client_id', clientId);
    form.set('client_secret', clientSecret);
  }
  return { method: 'POST', headers, body: form.toString() } as const;
}

const encode = (text: string) => new URLSearchParams([['', text]]).toString().slice(1);
