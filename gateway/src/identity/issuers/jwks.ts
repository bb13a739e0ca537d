import { createLocalJWKSet, type CryptoKey, errors, type JSONWebKeySet } from 'jose';

import type { IssuerClient, JsonObject } from './issuer-client.js';
import { IssuerError } from './issuer-error.js';
import type { KeyPicker } from './key-set.js';

/** No issuer has more; a set is searched from end to end. */
const MAX_KEYS = 100;

/** @throws IssuerError when no usable key set stands there */
export async function fetchJwks(
  name: string,
  url: string,
  client: IssuerClient,
  signal: AbortSignal,
): Promise<KeyPicker<CryptoKey>> {
  const found = await client.fetchJson(url, {}, signal);
  if (!isKeySet(found)) throw new IssuerError(name, 'its key set cannot be read');
  return createPicker(found);
}

function isKeySet(found: JsonObject | null): found is JsonObject & JSONWebKeySet {
  const keys = found?.['keys'];
  const isObject = (key: unknown) => typeof key === 'object' && key !== null && !Array.isArray(key);
  return Array.isArray(keys) && keys.length > 0 && keys.length <= MAX_KEYS && keys.every(isObject);
}

/** Finds public keys that fit `alg`, and `kid` where a token names one; of several that fit it takes none. */
export function createPicker(set: JSONWebKeySet): KeyPicker<CryptoKey> {
  const find = createLocalJWKSet(set);
  return async ({ alg, kid }) => {
    try {
      return await find({ alg, ...(kid !== undefined && { kid }) });
    } catch (error) {
      if (error instanceof errors.JOSEError || error instanceof DOMException) return null;
      throw error;
    }
  };
}
