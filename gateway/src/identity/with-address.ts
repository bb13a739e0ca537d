import { ServiceError } from '@sluice/schema';

import type { Authenticator } from './authenticate.js';

/** Puts the address that a caller comes from into its principal: one credential may be used from many. */
export function withAddress(authenticator: Authenticator): Authenticator {
  return {
    ...authenticator,
    async authenticate(credentials, signal) {
      const principal = await authenticator.authenticate(credentials, signal);
      return principal instanceof ServiceError ? principal : { ...principal, address: credentials.address };
    },
  };
}
