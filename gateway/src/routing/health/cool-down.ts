import { LRUCache } from 'lru-cache';

import type { HealthClock } from './health-clock.js';

/** For how long an instance is left alone that says we ask too often. */
export interface CoolDownSettings {
  /** Where it does not say for how long, in milliseconds; twice as long with each in a row. @default 1,000 */
  readonly firstMs: number;
  /** The longest, whatever it says, in milliseconds: it is then asked again, and may repeat it. @default 300,000 */
  readonly maxMs: number;
}

export const DEFAULT_COOL_DOWN: CoolDownSettings = { firstMs: 1_000, maxMs: 300_000 };

/** The pause that a provider's rate limit demands. It is no failure: the instance is well, and says what it wants. */
export interface CoolDown {
  /** When it ends, on the clock; null where there is none now. */
  until(): number | null;
  /** @param retryAfterMs what the provider said, if it did */
  begin(retryAfterMs?: number): void;
  /** An answer has come: the next pause without a word is a short one again. A pause that lasts goes on. */
  onSuccess(): void;
}

export function createCoolDown(clock: HealthClock, settings: CoolDownSettings = DEFAULT_COOL_DOWN): CoolDown {
  let end = -Infinity;
  let inRow = 0;
  const isOn = () => clock.now() < end;
  return {
    until: () => (isOn() ? end : null),
    begin(retryAfterMs) {
      // Requests that were on their way together are told the same together: one pause, not a growing one.
      if (!isOn()) inRow += 1;
      const said = retryAfterMs !== undefined && retryAfterMs >= 0 ? retryAfterMs : undefined;
      const pauseMs = said ?? settings.firstMs * 2 ** Math.min(inRow - 1, 30);
      end = Math.max(end, clock.now() + Math.min(settings.maxMs, pauseMs));
    },
    onSuccess: () => void (inRow = isOn() ? inRow : 0),
  };
}

/** The pauses of one instance, each for those alone whose requests were limited. */
export interface CoolDowns {
  /** @param scope whom a limit concerns */
  of(scope: string): CoolDown;
  /** When the last of them ends, on the clock; null where there is none now. */
  until(): number | null;
}

/** A scope that nobody asked for lately is forgotten, beyond this many. */
const MAX_SCOPES = 1_000;

export function createCoolDowns(clock: HealthClock, settings: CoolDownSettings = DEFAULT_COOL_DOWN): CoolDowns {
  const scopes = new LRUCache<string, CoolDown>({ max: MAX_SCOPES });
  // One that was never limited takes no room.
  const none: CoolDown = { until: () => null, begin: () => {}, onSuccess: () => {} };
  return {
    of: (scope) => ({
      ...(scopes.get(scope) ?? none),
      begin(retryAfterMs) {
        const coolDown = scopes.get(scope) ?? createCoolDown(clock, settings);
        scopes.set(scope, coolDown);
        coolDown.begin(retryAfterMs);
      },
    }),
    until: () => {
      const ends = [...scopes.values()].flatMap((coolDown) => coolDown.until() ?? []);
      return ends.length > 0 ? Math.max(...ends) : null;
    },
  };
}
