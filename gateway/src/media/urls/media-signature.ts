import { createHmac, timingSafeEqual } from 'node:crypto';

import type { SigningKey, SigningKeys } from './signing-keys.js';

/** What a signature vouches for: what may be done, with what, and until when. No part holds a newline. */
export type SignedParts = readonly [action: 'read' | 'write', ...parts: (string | number)[]];

/** Signs and checks with named keys. */
export interface MediaSigner {
  sign(parts: SignedParts): { readonly key: string; readonly signature: string };
  /** In constant time; an unknown key is as wrong as a wrong signature. */
  verify(parts: SignedParts, key: string, signature: string): boolean;
}

/** HMAC-SHA-256, in base64url. */
export function createMediaSigner(keys: SigningKeys): MediaSigner {
  const [newest] = keys;
  return {
    sign: (parts) => ({ key: newest.id, signature: signatureOf(newest, parts) }),
    verify(parts, keyId, signature) {
      const key = keys.find(({ id }) => id === keyId);
      const expected = Buffer.from(signatureOf(key ?? newest, parts));
      const given = Buffer.from(signature);
      return given.length === expected.length && timingSafeEqual(given, expected) && key !== undefined;
    },
  };
}

function signatureOf({ secret }: SigningKey, parts: SignedParts): string {
  // The first line keeps these signatures apart from any other use of the same key.
  const text = ['sluice media url 1', ...parts].join('\n');
  return createHmac('sha256', secret).update(text).digest('base64url');
}
