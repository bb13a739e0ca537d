import { setTimeout as sleep } from 'node:timers/promises';

import { LRUCache } from 'lru-cache';

import { createRemembered, type RememberedOptions, unlessAborted } from './remembered.js';

/** What a token's header says about its key: hostile until its signature has been checked. */
export interface KeyHint {
  readonly kid?: string | undefined;
  readonly alg: string;
}

/** Picks a key out of a set; null when there is none, or more than one. */
export type KeyPicker<Key> = (hint: KeyHint) => Promise<Key | null>;

/** The signing keys of one issuer, through rotation and outage. */
export interface KeySet<Key> {
  /**
   * The key for a token.
   *
   * @returns null when the issuer has no such key
   * @throws what loading throws when that cannot be known
   */
  find(hint: KeyHint, signal: AbortSignal): Promise<Key | null>;
}

export interface KeySetOptions<Key> extends Pick<
  RememberedOptions<KeyPicker<Key>>,
  'load' | 'onError' | 'stopped' | 'now'
> {
  /** The set is loaded anew when it is this old. @default 10 minutes */
  readonly maxAgeMs?: number;
  /** While the issuer is away, keys count for this long. @default 24 hours */
  readonly maxStaleMs?: number;
  /** Unknown keys make the set load anew at most once in this time. @default 10 seconds */
  readonly coolDownMs?: number;
}

/** So many requests may wait for the end of the cool-down; of a flood of unknown keys the rest is refused at once. */
const MAX_WAITING = 100;
const MAX_UNKNOWN = 1_000;

/**
 * Keys are looked for in the set that is there. Only a key that is not in it makes the set load before its time, once
 * in a cool-down: so that a rotation fails no request, and a flood of invented keys does not reach the issuer. A
 * request with an unknown key within the cool-down waits for its end, since the issuer may have rotated again.
 */
export function createKeySet<Key>(options: KeySetOptions<Key>): KeySet<Key> {
  const { maxAgeMs = 600_000, maxStaleMs = 86_400_000, coolDownMs = 10_000, stopped } = options;
  const { now = () => performance.now() } = options;
  const set = createRemembered({ ...options, maxAgeMs, maxStaleMs });
  const unknown = new LRUCache<string, true>({ max: MAX_UNKNOWN, ttl: 3 * coolDownMs, perf: { now } });
  let reloadableAt = -Infinity;
  let reloading: Promise<KeyPicker<Key>> | null = null;
  let waiting = 0;

  /** The next load that the cool-down allows, one for all who wait. */
  async function reload(): Promise<KeyPicker<Key>> {
    try {
      const left = reloadableAt - now();
      if (left > 0) await sleep(left, undefined, { signal: stopped, ref: false });
      reloadableAt = now() + coolDownMs;
      return await set.reload(stopped);
    } finally {
      reloading = null;
    }
  }

  async function findInNext(hint: KeyHint, signal: AbortSignal): Promise<Key | null> {
    const name = JSON.stringify([hint.kid, hint.alg]);
    if (unknown.has(name) || waiting >= MAX_WAITING) return null;
    waiting += 1;
    try {
      const pick = await unlessAborted((reloading ??= reload()), signal);
      const key = await pick(hint);
      if (key === null) unknown.set(name, true);
      return key;
    } finally {
      waiting -= 1;
    }
  }

  return {
    async find(hint, signal) {
      const isFirst = set.peek() === null;
      const pick = await set.get(signal);
      const key = await pick(hint);
      // What is not in a set that was loaded for this very token is not there.
      if (key !== null || isFirst) return key;
      return findInNext(hint, signal);
    },
  };
}
