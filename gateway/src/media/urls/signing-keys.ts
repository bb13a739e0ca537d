import { randomBytes } from 'node:crypto';

import { KeyFileError } from '../../secrets/key-file-error.js';
import { readOrCreateSecret } from '../../secrets/secret-file.js';

/** A secret with a name, so that URLs can say which one signed them. */
export interface SigningKey {
  /** Letters and digits, up to 16. */
  readonly id: string;
  readonly secret: Buffer;
}

/** The keys of media URLs: the first one signs, all of them verify. */
export type SigningKeys = readonly [SigningKey, ...SigningKey[]];

const SECRET_BYTES = 32;
const KEY = /^([A-Za-z0-9]{1,16}):([A-Za-z0-9_-]{43,})$/;

/**
 * Reads keys as operators write them: `<id>:<secret in base64url, 32 bytes or more>`, separated by commas, the newest
 * first. To rotate, put a new one before the old one, and take the old one away when its URLs have expired.
 *
 * @throws TypeError that names the form, never the value
 */
export function parseSigningKeys(text: string): SigningKeys {
  const keys = text.split(',').map((item): SigningKey => {
    const [, id, secret] = KEY.exec(item.trim()) ?? [];
    if (id === undefined || secret === undefined) {
      throw new TypeError('Expected media signing keys of the form <id>:<at least 32 bytes in base64url>, by commas.');
    }
    return { id, secret: Buffer.from(secret, 'base64url') };
  });
  if (new Set(keys.map(({ id }) => id)).size < keys.length) throw new TypeError('Two media signing keys share an id.');
  return keys as [SigningKey, ...SigningKey[]];
}

/** The variable of the environment that holds the keys. */
const KEYS_VARIABLE = 'SLUICE_MEDIA_KEYS';

/**
 * The keys that the environment gives; null where there are none, and a file of the data folder holds them.
 *
 * @throws KeyFileError where they cannot be read
 */
export function givenSigningKeys(environment: Readonly<Record<string, string | undefined>>): SigningKeys | null {
  const given = environment[KEYS_VARIABLE];
  if (given === undefined || given === '') return null;
  try {
    return parseSigningKeys(given);
  } catch (error) {
    throw new KeyFileError(KEYS_VARIABLE, error instanceof TypeError ? error.message : 'cannot be read', error);
  }
}

/** A new key, in the form that `parseSigningKeys` reads. */
export function generateSigningKey(): string {
  return `${randomBytes(4).toString('hex')}:${randomBytes(SECRET_BYTES).toString('base64url')}`;
}

/**
 * The keys in a file; where there is none, one is made, so that URLs outlive a restart. Gateways on several machines
 * need the same keys and get them by configuration instead.
 *
 * @param file absolute
 * @throws KeyFileError when the file can be neither read nor written
 */
export async function readOrCreateSigningKeys(file: string): Promise<SigningKeys> {
  return parseSigningKeys(await readOrCreateSecret(file, generateSigningKey));
}
