import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createCallerWatch } from './caller-watch.js';
import type { Principal } from './principal.js';
import { createRevocations } from './revocations.js';

const DAY_MS = 86_400_000;

const caller: Principal = { id: 'a', tenant: 't', kind: 'jwt', credential: 'c1', roles: [], permissions: [] };

/** Watches a caller; `ends` are the messages that it was told. */
function watch(principal: Principal) {
  const revocations = createRevocations();
  const ends: string[] = [];
  const watching = createCallerWatch({ revocations }).watch(principal, ({ message }) => ends.push(message));
  return { revocations, ends, stop: () => watching[Symbol.dispose]() };
}

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

describe('a caller who stays', () => {
  it('is ended when the credential ends, once, and not before', () => {
    const { ends } = watch({ ...caller, expiresAt: Date.now() + 1_000 });
    jest.advanceTimersByTime(999);
    expect(ends).toEqual([]);
    jest.advanceTimersByTime(10_000);
    expect(ends).toEqual(['The credential has expired.']);
  });

  it('may hold a credential that lives longer than timers can wait', () => {
    const { ends } = watch({ ...caller, expiresAt: Date.now() + 40 * DAY_MS });
    jest.advanceTimersByTime(39 * DAY_MS);
    expect(ends).toEqual([]);
    jest.advanceTimersByTime(2 * DAY_MS);
    expect(ends).toHaveLength(1);
  });

  it('is ended when the credential is revoked, once, and nobody else is', () => {
    const { revocations, ends } = watch(caller);
    revocations.tell({ id: 'c2' });
    expect(ends).toEqual([]);
    revocations.tell({ id: 'c1' });
    revocations.tell({ id: 'c1' });
    expect(ends).toEqual(['The credential has been revoked.']);
  });

  it('is ended when the credential was revoked while it was being checked', () => {
    const revocations = createRevocations();
    revocations.tell({ id: 'c1', until: Date.now() + 1_000 });
    const ends: string[] = [];
    createCallerWatch({ revocations }).watch(caller, ({ message }) => ends.push(message));
    expect(ends).toEqual([]);
    jest.advanceTimersByTime(0);
    expect(ends).toEqual(['The credential has been revoked.']);
  });

  it('is forgotten after leaving', () => {
    const { revocations, ends, stop } = watch({ ...caller, expiresAt: Date.now() + 1_000 });
    stop();
    jest.advanceTimersByTime(2_000);
    revocations.tell({ id: 'c1' });
    expect(ends).toEqual([]);
    expect(jest.getTimerCount()).toBe(0);
  });
});
