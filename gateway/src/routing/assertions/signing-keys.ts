import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';

import { ASSERTION, type GatewayKey } from '@sluice/schema';

/** A key pair of this gateway. The private half is held by this process alone: it is never stored, sent or told. */
interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly published: GatewayKey;
}

export interface SigningKeysOptions {
  /** How often a new pair takes over, in milliseconds. @default a day */
  readonly rotateMs?: number;
}

/** The keys that a gateway signs its assertions with. */
export interface SigningKeys {
  current(): { readonly kid: string; readonly privateKey: KeyObject };
  /** Those that are to be known: the last one, whose assertions are still under way, the one in use, and the next. */
  published(): readonly GatewayKey[];
  /** Lets the next pair take over, and makes another. */
  rotate(): void;
  /** Tells of every rotation. @returns what ends that */
  subscribe(listener: () => void): () => void;
  close(): void;
}

const DAY_MS = 86_400_000;

/**
 * Makes the pairs of a gateway that starts. The next one is made and published a whole period before it signs anything,
 * so that no service meets a key that it has not heard of.
 */
export function createSigningKeys({ rotateMs = DAY_MS }: SigningKeysOptions = {}): SigningKeys {
  const listeners = new Set<() => void>();
  let last: SigningKey | null = null;
  let current = createKey();
  let next = createKey();
  const rotate = () => {
    [last, current, next] = [current, next, createKey()];
    for (const listener of listeners) listener();
  };
  const timer = setInterval(rotate, rotateMs);
  timer.unref();
  return {
    current: () => current,
    published: () => [last, current, next].flatMap((key) => key?.published ?? []),
    rotate,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: () => clearInterval(timer),
  };
}

function createKey(): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const kid = randomBytes(12).toString('base64url');
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  return { kid, privateKey, published: { kty: 'EC', crv: 'P-256', x, y, kid, alg: ASSERTION.algorithm, use: 'sig' } };
}
