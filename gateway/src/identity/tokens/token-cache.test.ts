import { setMaxListeners } from 'node:events';

import { describe, expect, it } from '@jest/globals';
import { ServiceError } from '@sluice/schema';
import fc from 'fast-check';

import type { CheckedToken } from './checked-token.js';
import { createTokenCache } from './token-cache.js';
import { TokenRefusal } from './token-refusal.js';

const scope = [{ issuer: 'https://login.example', audience: ['https://gateway.example'] }];
const stays = new AbortController().signal;
setMaxListeners(0, stays);

/** A token whose principal is named like it. */
const checked = (token: string, cacheUntil = Infinity): CheckedToken => ({
  principal: { id: token, tenant: 't', kind: 'jwt', credential: `name of ${token}`, roles: [], permissions: [] },
  cacheUntil,
});

/** A cache on a clock that the test moves, and how often it asked what a token is. */
function start(options: { max?: number; refusalMs?: number; maxChecks?: number } = {}) {
  const state = { now: 1_000_000, checks: 0 };
  const cache = createTokenCache({ scope, now: () => state.now, ...options });
  const find = (token: string, until = Infinity, signal = stays) =>
    cache.find(
      token,
      async () => {
        state.checks += 1;
        await Promise.resolve();
        return checked(token, until);
      },
      signal,
    );
  return { state, cache, find };
}

describe('a token', () => {
  it('is checked once, however many ask', async () => {
    const { find, state } = start();
    const found = await Promise.all(Array.from({ length: 100 }, () => find('a')));
    expect(new Set(found).size).toBe(1);
    await find('a');
    expect(state.checks).toBe(1);
  });

  it('is never remembered past its end, not by a millisecond', async () => {
    const { find, state } = start();
    const end = state.now + 1_000;
    await find('a', end);
    state.now = end - 2;
    await find('a', end);
    expect(state.checks).toBe(1);
    state.now = end;
    await find('a', end);
    expect(state.checks).toBe(2);
    await find('a', end);
    expect(state.checks).toBe(3);
  });

  it('is never answered with what another is, whatever comes when', async () => {
    const token = fc.constantFrom('a', 'A', 'a ', 'aa', '', 'b', 'a\0b', 'ab');
    const step = fc.record({
      token,
      later: fc.nat(50),
      lives: fc.integer({ min: -10, max: 100 }),
      forgets: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const { cache, find, state } = start({ max: 3 });
        const asked = steps.map(async ({ token: name, later, lives, forgets }) => {
          state.now += later;
          if (forgets) cache.forget(({ principal }) => principal.id === name);
          expect((await find(name, state.now + lives)).principal.id).toBe(name);
        });
        await Promise.all(asked);
      }),
    );
  });

  it('of another issuer or audience has another place', async () => {
    const of = (issuer: string, audience: string) => createTokenCache({ scope: [{ issuer, audience: [audience] }] });
    const caches = [of('a', 'b'), of('a', 'c'), of('c', 'b'), of('a","b', '')];
    const found = await Promise.all(
      caches.map((cache, index) => cache.find('x', async () => checked(`${index}`), stays)),
    );
    expect(found.map(({ principal }) => principal.id)).toEqual(['0', '1', '2', '3']);
  });

  it('is forgotten, also when it was being checked', async () => {
    const { find, cache, state } = start();
    const during = find('a');
    cache.forget(() => true);
    await during;
    await find('a');
    expect(state.checks).toBe(2);
    cache.forget(({ principal }) => principal.credential === 'name of a');
    await find('a');
    expect(state.checks).toBe(3);
  });

  it('that is refused is asked about again after a while, or at once when that is said', async () => {
    for (const [refusalMs, checks] of [
      [5_000, 1],
      [0, 2],
    ] as const) {
      const { cache, state } = start({ refusalMs });
      const refuse = async () => {
        state.checks += 1;
        throw new TokenRefusal('inactive');
      };
      await expect(cache.find('bad', refuse, stays)).rejects.toThrow(TokenRefusal);
      await expect(cache.find('bad', refuse, stays)).rejects.toThrow(TokenRefusal);
      expect(state.checks).toBe(checks);
      state.now += 5_001;
      await expect(cache.find('bad', refuse, stays)).rejects.toThrow(TokenRefusal);
      expect(state.checks).toBe(checks + 1);
    }
  });

  it('whose check failed is checked again', async () => {
    const { cache, find } = start({ refusalMs: 5_000 });
    await expect(cache.find('a', async () => Promise.reject(new Error('down')), stays)).rejects.toThrow('down');
    expect((await find('a')).principal.id).toBe('a');
  });
});

describe('checks', () => {
  it('end when nobody waits any more, and a newcomer begins another', async () => {
    const { cache } = start();
    const aborted: boolean[] = [];
    const wait = (signal: AbortSignal) =>
      new Promise<CheckedToken>((_, reject) => {
        signal.addEventListener('abort', () => {
          aborted.push(true);
          reject(signal.reason as Error);
        });
      });
    const [first, second] = [new AbortController(), new AbortController()];
    const asked = [first, second].map(({ signal }) => cache.find('a', wait, signal));
    first.abort(new Error('first left'));
    await expect(asked[0]).rejects.toThrow('first left');
    expect(aborted).toEqual([]);
    second.abort(new Error('second left'));
    await expect(asked[1]).rejects.toThrow('second left');
    expect(aborted).toEqual([true]);
    expect((await cache.find('a', async () => checked('a'), stays)).principal.id).toBe('a');
  });

  it('are bounded: one too many is refused, and those who wait are served', async () => {
    const { find, cache } = start({ maxChecks: 2 });
    let open: (found: CheckedToken) => void = () => {};
    const slow = cache.find('a', () => new Promise((resolve) => (open = resolve)), stays);
    const other = cache.find('b', () => new Promise(() => {}), AbortSignal.timeout(60_000));
    other.catch(() => {});
    await expect(find('c')).rejects.toBeInstanceOf(ServiceError);
    await expect(find('c')).rejects.toMatchObject({ code: 'OVERLOADED' });
    open(checked('a'));
    expect((await slow).principal.id).toBe('a');
    expect((await find('c')).principal.id).toBe('c');
  });
});
