import { ServiceError } from '@sluice/schema';

import { parseApiKey } from '../api-key.js';
import type { AuthenticationMethod } from '../authenticate.js';
import type { KeyStore } from '../key-store.js';

/** Every token that begins so wants to be an API key; those of others are made by others. */
const PREFIX = 'slc_';

/** API keys, as this gateway makes them. */
export function createApiKeyMethod(keys: KeyStore): AuthenticationMethod {
  return {
    recognizes: ({ token }) => token?.startsWith(PREFIX) ?? false,
    async authenticate({ token }) {
      const key = parseApiKey(token ?? '');
      // One message for a wrong checksum, an unknown id and a wrong secret: it helps nobody to guess.
      return (key && keys.find(key)) ?? new ServiceError('UNAUTHENTICATED', 'The API key is not valid.');
    },
  };
}
