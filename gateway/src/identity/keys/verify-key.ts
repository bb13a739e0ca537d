import { ServiceError } from '@sluice/schema';

import { type ApiKey, type KeyEnvironment, parseApiKey } from '../api-key.js';
import { allowsOrigin, type KeyOrigin } from './key-restrictions.js';
import { type LookUpKey, unavailable } from './look-up-keys.js';
import type { HashedKey, Peppers } from './peppers.js';
import type { StoredKey } from './stored-key.js';

/** Verifies keys. */
export type VerifyKey = (text: string, from: KeyOrigin) => Promise<StoredKey | ServiceError>;

export interface VerifyKeyOptions {
  readonly find: LookUpKey;
  readonly peppers: Pick<Peppers, 'hash' | 'verify'>;
  /** Production takes no key of development. */
  readonly environments: ReadonlySet<KeyEnvironment>;
  /** Whether what is known of keys is recent enough to go by. */
  readonly isFresh: () => boolean;
  /** @default Date.now */
  readonly now?: () => number;
}

/** One message for a wrong form, an unknown id and a wrong secret: it helps nobody to guess. */
const NOT_VALID = 'The API key is not valid.';

/**
 * Verifies keys. What can be told from the text alone is refused before anything is looked up. The secret is compared
 * first of all that is known of a key, so that only its holder learns why it is refused.
 *
 * @returns the key, or `UNAUTHENTICATED`, `FORBIDDEN` when it may not be used from there, `SERVICE_UNAVAILABLE` when
 *   it cannot be known now, `OVERLOADED`
 */
export function createKeyVerifier({
  find,
  peppers,
  environments,
  isFresh,
  now = Date.now,
}: VerifyKeyOptions): VerifyKey {
  const nobody: HashedKey = peppers.hash('');

  async function look(key: ApiKey): Promise<StoredKey | null | ServiceError> {
    // A store that has been silent for long may hold a revocation that nobody here has heard of.
    if (!isFresh()) return unavailable();
    try {
      return await find(key.id);
    } catch (error) {
      return error instanceof ServiceError ? error : unavailable(error);
    }
  }

  return async (text, from) => {
    const key = parseApiKey(text);
    if (key === null || !environments.has(key.environment)) return refuse(NOT_VALID);
    const found = await look(key);
    if (found instanceof ServiceError) return found;
    // An unknown id takes as long as a known one with a wrong secret.
    const isHolder = peppers.verify(key.text, found ?? nobody);
    if (found === null || !isHolder) return refuse(NOT_VALID);
    if (found.revokedAt !== null) return refuse('The API key was revoked.');
    if (found.expiresAt !== null && found.expiresAt.getTime() <= now()) return refuse('The API key has expired.');
    if (!allowsOrigin(found, from)) return new ServiceError('FORBIDDEN', 'The API key may not be used from here.');
    return found;
  };
}

function refuse(message: string): ServiceError {
  return new ServiceError('UNAUTHENTICATED', message);
}
