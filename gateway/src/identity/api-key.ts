import { crc32 } from 'node:zlib';
import { randomBase62, toBase62 } from './base62.js';

/**
 * An API key reads `slc_<environment>_<id>_<secret><checksum>`: a prefix that secret scanners know, an id of 12 base-62
 * digits that may be shown and logged, a secret of 32 (190 bits), and 6 digits of CRC-32 over all that stands before
 * them. The checksum keeps typing errors and guesses away from the key store; it protects nothing by itself.
 */
const PATTERN = /^(slc_(dev|live)_([0-9A-Za-z]{12})_[0-9A-Za-z]{32})([0-9A-Za-z]{6})$/;

/** Where a key is meant to be used. */
export type KeyEnvironment = 'dev' | 'live';

/** A well-formed key. */
export interface ApiKey {
  readonly environment: KeyEnvironment;
  /** Public: it names the key in logs and stores. */
  readonly id: string;
  /** The whole key: a secret. */
  readonly text: string;
}

/** Makes a new key. @param id another than a random one, to try what happens to a forged key */
export function generateApiKey(environment: KeyEnvironment, id: string = randomBase62(12)): ApiKey {
  const body = `slc_${environment}_${id}_${randomBase62(32)}`;
  return { environment, id, text: body + checksum(body) };
}

/** Reads a key; null when it has another form, or when its checksum is wrong. */
export function parseApiKey(text: string): ApiKey | null {
  const match = PATTERN.exec(text);
  if (match === null) return null;
  const [, body = '', environment, id = '', written] = match;
  return checksum(body) === written ? { environment: environment as KeyEnvironment, id, text } : null;
}

function checksum(body: string): string {
  return toBase62(crc32(body), 6);
}
