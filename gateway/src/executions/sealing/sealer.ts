import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

import { ServiceError } from '@sluice/schema';

/** Encrypts what is stored of prompts and outputs. */
export interface Sealer {
  /**
   * @param place where it will stand, such as `<execution>/result`: what is sealed for one place opens at no other
   */
  seal(text: string, place: string): Buffer;
  /** @throws ServiceError `INTERNAL` where the key is gone, or the bytes are not what was sealed */
  open(sealed: Uint8Array, place: string): string;
  /** Whether it was sealed under the newest key; what is kept for longer than keys are is sealed again where it was not. */
  isCurrent(sealed: Uint8Array): boolean;
}

const KEY = /^([A-Za-z0-9]{1,16}):([A-Za-z0-9_-]{43})$/;
const VERSION = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Reads keys as operators write them: `<id>:<32 bytes in base64url>`, separated by commas, the newest first. To rotate,
 * put a new one before the old one, and take the old one away when what it sealed has expired.
 *
 * @throws TypeError that names the form, never the value
 */
export function parseSealingKeys(text: string): Sealer {
  const keys = new Map<string, Buffer>();
  for (const item of text.split(',')) {
    const [, id, secret] = KEY.exec(item.trim()) ?? [];
    if (id === undefined || secret === undefined) {
      throw new TypeError('expected keys of the form <id>:<32 bytes in base64url>, separated by commas');
    }
    if (keys.has(id)) throw new TypeError('two keys share an id');
    keys.set(id, Buffer.from(secret, 'base64url'));
  }
  return createSealer(keys);
}

/** A new key, in the form that `parseSealingKeys` reads. */
export function generateSealingKey(): string {
  return `${randomBytes(4).toString('hex')}:${randomBytes(32).toString('base64url')}`;
}

/**
 * AES-256-GCM; the id of the key stands before the ciphertext, so that rotation needs no second look. A random nonce of
 * 96 bits is good for some 2^32 texts under one key.
 */
function createSealer(keys: ReadonlyMap<string, Buffer>): Sealer {
  const [[newest, newestKey] = ['', randomBytes(32)]] = keys;
  const header = Buffer.from([VERSION, newest.length, ...Buffer.from(newest, 'ascii')]);
  return {
    isCurrent: (sealed) => header.equals(sealed.subarray(0, header.length)),
    seal(text, place) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', newestKey, iv, { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.from(place, 'utf8'));
      const body = [cipher.update(text, 'utf8'), cipher.final()];
      return Buffer.concat([header, iv, cipher.getAuthTag(), ...body]);
    },
    open(sealed, place) {
      const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
      const idEnd = 2 + (bytes[1] ?? 0);
      const key = bytes[0] === VERSION ? keys.get(bytes.toString('ascii', 2, idEnd)) : undefined;
      if (!key) throw unreadable('The key that sealed it is not among those of this gateway.');
      try {
        const tagAt = idEnd + IV_BYTES;
        const iv = bytes.subarray(idEnd, tagAt);
        const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
        decipher.setAAD(Buffer.from(place, 'utf8'));
        decipher.setAuthTag(bytes.subarray(tagAt, tagAt + TAG_BYTES));
        return decipher.update(bytes.subarray(tagAt + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
      } catch (cause) {
        throw unreadable('What is stored is not what was sealed.', cause);
      }
    },
  };
}

function unreadable(why: string, cause?: unknown): ServiceError {
  const message = 'What is stored of this execution cannot be read.';
  return new ServiceError('INTERNAL', message, {}, { cause: new Error(why, { cause }) });
}
