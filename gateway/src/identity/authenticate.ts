import { ServiceError } from '@sluice/schema';

import { type BearerFailure, readBearerToken, readCookieToken } from './bearer-token.js';
import { type CallerWatch, type CallerWatchOptions, createCallerWatch } from './caller-watch.js';
import type { Credentials } from './credentials.js';
import type { Principal } from './principal.js';
import { createRevocations } from './revocations.js';

/** Finds out who calls. */
export interface Authenticator extends CallerWatch {
  /**
   * The caller, or the error to answer with: whoever is not known is refused. Never rejects, except with the signal's
   * reason.
   *
   * @param signal aborts when nobody waits for the answer any more
   */
  authenticate(credentials: Credentials, signal: AbortSignal): Promise<Principal | ServiceError>;
}

/** A credential that has been taken apart, and what came with it. */
export interface Presented extends Omit<Credentials, 'headers'> {
  /** The bearer token, well formed; null when none was sent. */
  readonly token: string | null;
}

/** One way to prove who calls. */
export interface AuthenticationMethod {
  /**
   * Whether a credential is for this method to judge, which its form alone decides. The first that says so has the last
   * word: what it refuses is not tried elsewhere, so that no credential is sent where it does not belong.
   */
  recognizes(presented: Presented): boolean;
  authenticate(presented: Presented, signal: AbortSignal): Promise<Principal | ServiceError>;
}

export interface AuthenticatorOptions extends Partial<CallerWatchOptions> {
  /** In the order in which they are asked whose a credential is. */
  readonly methods: readonly AuthenticationMethod[];
  /** A cookie that may hold a token where no header does, and the origins of the pages that may call with it. */
  readonly cookie?: CookieOptions;
}

export interface CookieOptions {
  readonly name: string;
  readonly origins: ReadonlySet<string>;
}

const HOW_TO = 'Send the header `Authorization: Bearer <API key>`.';

const MESSAGES: Readonly<Record<BearerFailure | 'unknown', string>> = {
  missing: `No credential was sent. ${HOW_TO}`,
  malformed: `The Authorization header cannot be read. ${HOW_TO}`,
  unknown: 'The credential is not valid.',
};

/** Authenticates by the method that a credential belongs to. */
export function createAuthenticator({ methods, cookie, ...watching }: AuthenticatorOptions): Authenticator {
  return {
    ...createCallerWatch({ revocations: createRevocations(), ...watching }),
    async authenticate(credentials, signal) {
      const { headers: _, ...more } = credentials;
      const bearer = readToken(credentials, cookie);
      if (bearer === 'malformed') return refuse(bearer);
      const presented: Presented = { ...more, token: bearer === 'missing' ? null : bearer.token };
      const method = methods.find(({ recognizes }) => recognizes(presented));
      return method?.authenticate(presented, signal) ?? refuse(bearer === 'missing' ? bearer : 'unknown');
    },
  };
}

/** A page that is not ours comes without its cookie, as if the browser had not sent it. */
function readToken({ headers, origin, request }: Credentials, cookie: CookieOptions | undefined) {
  const bearer = readBearerToken(headers);
  if (bearer !== 'missing' || !cookie) return bearer;
  // Of some requests browsers tell no origin, but whether it is another.
  const isOurs =
    origin === undefined ? request?.headers['sec-fetch-site'] !== 'cross-site' : cookie.origins.has(origin);
  return isOurs ? readCookieToken(headers, cookie.name) : bearer;
}

function refuse(reason: keyof typeof MESSAGES): ServiceError {
  return new ServiceError('UNAUTHENTICATED', MESSAGES[reason]);
}
