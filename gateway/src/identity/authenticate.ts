import { ServiceError } from '@sluice/schema';
import { parseApiKey } from './api-key.js';
import { type BearerFailure, type CredentialHeaders, readBearerToken } from './bearer-token.js';
import type { KeyStore } from './key-store.js';
import type { Principal } from './principal.js';

/** Finds out who calls. */
export interface Authenticator {
  /** The caller, or the error to answer with: whoever is not known is refused. */
  authenticate(headers: CredentialHeaders): Principal | ServiceError;
}

export interface AuthenticatorOptions {
  readonly keys: KeyStore;
}

const HOW_TO = 'Send the header `Authorization: Bearer <API key>`.';

const MESSAGES: Readonly<Record<BearerFailure | 'unknown', string>> = {
  missing: `No credential was sent. ${HOW_TO}`,
  malformed: `The Authorization header cannot be read. ${HOW_TO}`,
  // One message for a wrong checksum, an unknown id and a wrong secret: it helps nobody to guess.
  unknown: 'The API key is not valid.',
};

/** Authenticates by API key. Further methods stand beside it, a file each. */
export function createAuthenticator({ keys }: AuthenticatorOptions): Authenticator {
  return {
    authenticate: (headers) => {
      const bearer = readBearerToken(headers);
      if (typeof bearer === 'string') return refuse(bearer);
      const key = parseApiKey(bearer.token);
      return (key && keys.find(key)) ?? refuse('unknown');
    },
  };
}

function refuse(reason: keyof typeof MESSAGES): ServiceError {
  return new ServiceError('UNAUTHENTICATED', MESSAGES[reason]);
}
