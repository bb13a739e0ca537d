import { createHmac, timingSafeEqual } from 'node:crypto';

/** Hashes a key under the server's secret (the pepper): what is stored and compared is never the key itself. */
export function hashKey(text: string, pepper: Uint8Array): Buffer {
  return createHmac('sha256', pepper).update(text, 'utf8').digest();
}

/** Compares two hashes of the same length in constant time. */
export function equalHashes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}
