import { LRUCache } from 'lru-cache';

import type { LookUpKey } from './look-up-keys.js';
import type { StoredKey } from './stored-key.js';

/** Keys that were looked up lately. */
export interface KeyCache {
  /** The key with this id, looked up once for all who ask at the same time. @throws what the look-up does */
  readonly find: LookUpKey;
  /** A key that has changed is looked up anew, also one whose look-up is under way. */
  forget(id: string): void;
}

export interface KeyCacheOptions {
  readonly lookUp: LookUpKey;
  /**
   * Keys that are kept, the one used longest ago dropped first.
   * @default 10_000
   */
  readonly maxKeys?: number;
  /**
   * Ids that are known to be nobody's. They are kept apart, so that made-up ids drive no key out.
   * @default 10_000
   */
  readonly maxUnknown?: number;
  /**
   * How long an id stays nobody's without another look, in milliseconds.
   * @default 5_000
   */
  readonly unknownMs?: number;
}

export function createKeyCache(options: KeyCacheOptions): KeyCache {
  const { lookUp, maxKeys = 10_000, maxUnknown = 10_000, unknownMs = 5_000 } = options;
  const known = new LRUCache<string, StoredKey>({ max: maxKeys });
  const unknown = new LRUCache<string, true>({ max: maxUnknown, ttl: unknownMs });
  /** Bounded by the look-up, which refuses when too many wait. */
  const underWay = new Map<string, Promise<StoredKey | null>>();

  function begin(id: string): Promise<StoredKey | null> {
    const looking = lookUp(id);
    underWay.set(id, looking);
    const isCurrent = () => underWay.get(id) === looking;
    looking
      .then((key) => {
        // What was read before a change that came meanwhile may be what it was: it is not kept.
        if (!isCurrent()) return;
        if (key === null) unknown.set(id, true);
        else known.set(id, key);
      })
      .catch(() => {})
      .finally(() => isCurrent() && underWay.delete(id));
    return looking;
  }

  return {
    async find(id) {
      const key = known.get(id);
      if (key !== undefined) return key;
      if (unknown.has(id)) return null;
      return await (underWay.get(id) ?? begin(id));
    },
    forget(id) {
      known.delete(id);
      unknown.delete(id);
      underWay.delete(id);
    },
  };
}
