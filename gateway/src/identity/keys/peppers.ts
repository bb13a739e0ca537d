import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** The server's secrets that keys are hashed under. */
export interface Peppers {
  /** Hashes a new key, under the newest pepper. */
  hash(text: string): HashedKey;
  /** Whether the key is the one that was hashed, in constant time. Under a pepper that is gone, nothing is. */
  verify(text: string, hashed: HashedKey): boolean;
}

/** What is stored in the place of a key. */
export interface HashedKey {
  /** HMAC-SHA-256. */
  readonly hash: Uint8Array;
  /** The id of the pepper. */
  readonly pepper: string;
}

const PEPPER = /^([A-Za-z0-9]{1,16}):([A-Za-z0-9_-]{43,})$/;

/**
 * Reads peppers as operators write them: `<id>:<secret in base64url, 32 bytes or more>`, separated by commas, the
 * newest first. To rotate, put a new one before the old one, and take the old one away when no key needs it.
 *
 * @throws TypeError that names the form, never the value
 */
export function parsePeppers(text: string): Peppers {
  const secrets = new Map<string, Buffer>();
  for (const item of text.split(',')) {
    const [, id, secret] = PEPPER.exec(item.trim()) ?? [];
    if (id === undefined || secret === undefined) {
      throw new TypeError('expected peppers of the form <id>:<at least 32 bytes in base64url>, separated by commas');
    }
    if (secrets.has(id)) throw new TypeError('two peppers share an id');
    secrets.set(id, Buffer.from(secret, 'base64url'));
  }
  return createPeppers(secrets);
}

/** A new pepper, in the form that `parsePeppers` reads. */
export function generatePepper(): string {
  return `${randomBytes(4).toString('hex')}:${randomBytes(32).toString('base64url')}`;
}

function createPeppers(secrets: ReadonlyMap<string, Buffer>): Peppers {
  const [[newest, newestSecret] = ['', randomBytes(32)]] = secrets;
  return {
    hash: (text) => ({ hash: hmac(text, newestSecret), pepper: newest }),
    verify(text, { hash, pepper }) {
      const secret = secrets.get(pepper);
      return secret !== undefined && equal(hmac(text, secret), hash);
    },
  };
}

function hmac(text: string, secret: Buffer): Buffer {
  return createHmac('sha256', secret).update(text, 'utf8').digest();
}

function equal(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}
