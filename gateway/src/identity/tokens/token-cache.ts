import { hash } from 'node:crypto';

import { LRUCache } from 'lru-cache';

import type { CheckedToken } from './checked-token.js';
import { createSharedWork } from './shared-work.js';
import { TokenRefusal } from './token-refusal.js';

/** What is known of tokens, so that none is checked at every request. */
export interface TokenCache {
  /**
   * What a token was found to be.
   *
   * @param check finds out; it runs once for all who ask at the same time, and goes on while one of them waits
   * @throws what `check` throws, `OVERLOADED` when too many tokens are being checked, and the signal's reason
   */
  find(
    token: string,
    check: (signal: AbortSignal) => Promise<CheckedToken>,
    signal: AbortSignal,
  ): Promise<CheckedToken>;
  /** Forgets tokens, such as those of a principal. */
  forget(isMeant: (token: CheckedToken) => boolean): void;
}

/** Finds out what a token is. @throws TokenRefusal */
export type TokenCheck = (signal: AbortSignal) => Promise<CheckedToken>;

/** Whose tokens, and for whom. */
export interface TokenScope {
  readonly issuer: string;
  readonly audience: readonly string[];
}

export interface TokenCacheOptions {
  /** Issuer and audience, once for each that the tokens may be of: they are a part of the key. */
  readonly scope: readonly TokenScope[];
  /** The most tokens that are remembered. @default 10000 */
  readonly max?: number;
  /** The most that are being checked at once. @default 256 */
  readonly maxChecks?: number;
  /** How long a refusal is remembered, in milliseconds. @default 0 */
  readonly refusalMs?: number;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
}

export function createTokenCache(options: TokenCacheOptions): TokenCache {
  const { scope, max = 10_000, maxChecks = 256, refusalMs = 0, now = Date.now } = options;
  const known = new LRUCache<string, CheckedToken>({ max, ttl: 1, ttlResolution: 0, perf: { now } });
  // Apart, so that a flood of bad tokens pushes out no good one.
  const refused = new LRUCache<string, TokenRefusal>({
    max,
    ttl: Math.max(refusalMs, 1),
    ttlResolution: 0,
    perf: { now },
  });
  const checks = createSharedWork<CheckedToken>(maxChecks);
  const salt = hash('sha256', JSON.stringify(scope.map(({ issuer, audience }) => [issuer, audience])), 'base64url');
  let generation = 0;

  async function run(key: string, check: TokenCheck, signal: AbortSignal): Promise<CheckedToken> {
    const begun = generation;
    try {
      const found = await check(signal);
      // The cache counts the last millisecond in, a token does not.
      const ttl = Math.floor(found.cacheUntil - now()) - 1;
      // What was found out while something was revoked is not remembered.
      if (ttl > 0 && begun === generation) known.set(key, found, { ttl });
      return found;
    } catch (error) {
      if (refusalMs > 0 && error instanceof TokenRefusal) refused.set(key, error);
      throw error;
    }
  }

  return {
    async find(token, check, signal) {
      const key = hash('sha256', `${salt}\0${token}`, 'base64url');
      const found = known.get(key);
      if (found) return found;
      const refusal = refused.get(key);
      if (refusal) throw refusal;
      return checks.run(key, (checking) => run(key, check, checking), signal);
    },
    forget(isMeant) {
      generation += 1;
      for (const [key, found] of known.entries()) if (isMeant(found)) known.delete(key);
    },
  };
}
