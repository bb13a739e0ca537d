import type { Logger } from '@sluice/telemetry';

import type { IdentitySettings } from '../config/identity-settings.js';
import { type AuthenticationMethod, type Authenticator, createAuthenticator } from './authenticate.js';
import type { Issuer } from './issuers/create-issuer.js';
import { openIssuers, type OpenIssuersOptions } from './issuers/open-issuers.js';
import type { PermissionsOf } from './issuers/to-principal.js';
import { createAnonymousMethod } from './methods/anonymous-method.js';
import { createCertificateMethod } from './methods/certificate-method.js';
import { createJwtMethod } from './methods/jwt-method.js';
import { createOpaqueTokenMethod } from './methods/opaque-token-method.js';
import { createRevocations, type Revocations } from './revocations.js';
import { createTokenCache, type TokenCacheOptions } from './tokens/token-cache.js';

export interface IdentityOptions extends Pick<OpenIssuersOptions, 'mode' | 'reach'> {
  readonly settings: Omit<IdentitySettings, 'keysFile'>;
  /** The origins of pages that may call with a cookie. @default none */
  readonly origins?: readonly string[];
  /** API keys: asked first whether a credential is theirs. */
  readonly apiKeys: AuthenticationMethod;
  readonly permissionsOf: PermissionsOf;
  /** Holds the secrets that the settings name. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly logger: Logger;
  readonly revocations?: Revocations;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
}

/** Who calls, by every method that the configuration allows. */
export interface Identity {
  readonly authenticator: Authenticator;
  /** Ends what goes on in the background. */
  close(): Promise<void>;
}

/** A refusal counts for this long: of a bad token that comes again and again, its issuer is not asked each time. */
const REFUSAL_MS = 5_000;

export function createIdentity(options: IdentityOptions): Identity {
  const {
    settings,
    mode,
    logger,
    reach,
    origins = [],
    now = Date.now,
    revocations = createRevocations({ now }),
  } = options;
  const { issuers, close } = openIssuers({ settings: settings.issuers, mode, logger, ...(reach && { reach }) });
  const methods = [
    options.apiKeys,
    ...tokenMethods(issuers, { ...options, now, revocations }),
    ...otherMethods({ ...options, now, revocations }),
  ];
  const cookie = settings.cookie === undefined ? {} : { cookie: { name: settings.cookie, origins: new Set(origins) } };
  return { authenticator: createAuthenticator({ methods, revocations, now, ...cookie }), close };
}

type MethodOptions = IdentityOptions & Required<Pick<IdentityOptions, 'now' | 'revocations'>>;

function tokenMethods(issuers: readonly Issuer[], options: MethodOptions): AuthenticationMethod[] {
  const { permissionsOf, revocations, environment, now, logger } = options;
  const { isRevoked } = revocations;
  const onError = (error: unknown) => logger.warn({ error }, 'A credential could not be checked.');
  const shared = { permissionsOf, isRevoked, now, onError };
  const cacheOf = (of: readonly Issuer[], more: Partial<TokenCacheOptions> = {}) => {
    const cache = createTokenCache({ scope: of.map((issuer) => issuer.settings), now, ...more });
    revocations.onRevoked(({ id }) => cache.forget(({ principal }) => principal.credential === id));
    return cache;
  };
  const signing = issuers.filter((issuer) => issuer.settings.jwt !== false);
  const opaque = issuers.flatMap((issuer) => {
    const { introspection } = issuer.settings;
    if (!introspection) return [];
    const clientSecret = environment[introspection.clientSecretFrom] ?? '';
    const cache = cacheOf([issuer], { refusalMs: REFUSAL_MS });
    return [createOpaqueTokenMethod({ ...shared, issuer, introspection, clientSecret, cache })];
  });
  const signed = signing.length > 0 ? [createJwtMethod({ ...shared, issuers: signing, cache: cacheOf(signing) })] : [];
  return [...signed, ...opaque];
}

function otherMethods({ settings, permissionsOf, revocations, now }: MethodOptions): AuthenticationMethod[] {
  const { certificates, anonymous } = settings;
  const { isRevoked } = revocations;
  return [
    ...(certificates.length > 0
      ? [createCertificateMethod({ settings: certificates, permissionsOf, isRevoked, now })]
      : []),
    ...(anonymous ? [createAnonymousMethod({ settings: anonymous, permissionsOf })] : []),
  ];
}
