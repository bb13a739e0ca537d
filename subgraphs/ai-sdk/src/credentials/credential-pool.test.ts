import { describe, expect, it } from '@jest/globals';
import { type Caller, ServiceError } from '@sluice/kit';
import { createTestPool, of, OUT } from './testing/create-test-pool.js';

const MINUTE = 60_000;
const limited = (retryAfterMs?: number) =>
  new ServiceError('PROVIDER_RATE_LIMITED', 'x', retryAfterMs === undefined ? {} : { retryAfterMs });
const refused = new ServiceError('PROVIDER_AUTH_FAILED', 'x');
const unpaid = new ServiceError('PROVIDER_BILLING', 'x');

/** What a call would be told. */
function failureOf(pick: () => unknown) {
  try {
    pick();
  } catch (error) {
    if (error instanceof ServiceError) return { code: error.code, retryAfterMs: error.details.retryAfterMs };
  }
  return 'none';
}

describe('A pool of credentials', () => {
  it('takes each in turn', () => {
    const { pick } = createTestPool('A', 'B', 'C');
    expect([1, 2, 3, 4, 5].map(() => pick().name)).toEqual(['A', 'B', 'C', 'A', 'B']);
  });

  it('lets one that was limited rest as long as the vendor says, and takes it again after the others', () => {
    const { pick, pass } = createTestPool('A', 'B');
    pick().failed(limited(5_000));
    expect([1, 2].map(() => pick().name)).toEqual(['B', 'B']);
    pass(5_000);
    expect(pick().name).toBe('B');
    pick().failed(limited(1_000));
    expect(pick().name).toBe('A');
  });

  it('lets it rest for one model alone, since vendors count by model', () => {
    const { pick } = createTestPool('A');
    pick().failed(limited(5_000));
    expect(failureOf(() => pick())).toEqual({ code: 'PROVIDER_RATE_LIMITED', retryAfterMs: 5_000 });
    expect(pick(null, 'another').name).toBe('A');
  });

  it('doubles the rest each time in a row where the vendor says nothing, up to a bound', () => {
    const { pick, pass } = createTestPool('A');
    const rests = [1, 2, 3, 4, 5, 6, 7, 8].map(() => {
      pick().failed(limited());
      const failure = failureOf(() => pick()) as { retryAfterMs: number };
      pass(failure.retryAfterMs);
      return failure.retryAfterMs;
    });
    expect(rests).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
    pick().accepted();
    pick().failed(limited());
    expect(failureOf(() => pick())).toMatchObject({ retryAfterMs: 1_000 });
  });

  it('counts the limits that calls under way were told together once', () => {
    const { pick } = createTestPool('A');
    const calls = [1, 2, 3, 4].map(() => pick());
    for (const call of calls) call.failed(limited());
    expect(failureOf(() => pick())).toMatchObject({ retryAfterMs: 1_000 });
  });

  it('believes no vendor that it is limited for longer than an hour', () => {
    const { pick } = createTestPool('A');
    pick().failed(limited(Number.MAX_SAFE_INTEGER));
    expect(failureOf(() => pick())).toMatchObject({ retryAfterMs: 60 * MINUTE });
  });

  it('tells the time until the first of those that rest is back, whatever is wrong with the others', () => {
    const { pick, pass } = createTestPool('A', 'B', 'C');
    pick().failed(limited(9_000));
    pick().failed(limited(4_000));
    pick().failed(refused);
    pass(1_000);
    expect(failureOf(() => pick())).toEqual({ code: 'PROVIDER_RATE_LIMITED', retryAfterMs: 3_000 });
  });

  it.each([refused, unpaid])('leaves out one that is refused ($code), for a long time', (error) => {
    const { pick, pass } = createTestPool('A', 'B');
    pick().failed(error);
    pass(OUT - 1);
    expect([1, 2, 3].map(() => pick().name)).toEqual(['B', 'B', 'B']);
    pass(1);
    expect(pick().name).toBe('A');
  });

  it('has one call try it then, and the others wait for what comes of that', () => {
    const { pick, pass } = createTestPool('A');
    pick().failed(refused);
    pass(OUT);
    const trial = pick();
    expect(failureOf(() => pick())).toEqual({ code: 'PROVIDER_AUTH_FAILED', retryAfterMs: undefined });
    trial.accepted();
    expect(pick().name).toBe('A');
  });

  it('has another try it where that call ended without an answer', () => {
    const { pick, pass } = createTestPool('A');
    pick().failed(refused);
    pass(OUT);
    pick().failed(new ServiceError('PROVIDER_TIMEOUT', 'x'));
    pick().release();
    expect(pick().name).toBe('A');
    expect(failureOf(() => pick())).toMatchObject({ code: 'PROVIDER_AUTH_FAILED' });
  });

  it('takes a refused one at once when its secret has changed, and holds no late refusal of the old one against it', () => {
    const { pick, secrets } = createTestPool('A');
    const [early, late] = [pick(), pick()];
    early.failed(refused);
    secrets.set('A', 'a new secret');
    expect(pick().secret).toBe('a new secret');
    late.failed(refused);
    expect(pick().secret).toBe('a new secret');
  });

  it('tells that all is well again when the secret that has replaced a refused one is accepted', () => {
    const { pick, secrets, events } = createTestPool('A');
    pick().failed(refused);
    secrets.set('A', 'a new secret');
    pick().accepted();
    expect(events.map(({ change, isNews }) => ({ change, isNews }))).toEqual([
      { change: 'REFUSED', isNews: true },
      { change: 'ACCEPTED', isNews: true },
    ]);
  });

  it('leaves it out for that model alone: a key may have some models and not others', () => {
    const { pick } = createTestPool('A');
    pick().failed(refused);
    expect(failureOf(() => pick())).toMatchObject({ code: 'PROVIDER_AUTH_FAILED' });
    expect(pick(null, 'another').name).toBe('A');
  });

  it('tells news once, by name', () => {
    const { pick, events, pass } = createTestPool('A');
    const calls = [pick(), pick()];
    for (const call of calls) call.failed(unpaid);
    pass(OUT);
    pick().accepted();
    const told = { credential: 'A', model: 'm', code: 'PROVIDER_BILLING', change: 'REFUSED' };
    expect(events).toEqual([
      { ...told, isNews: true },
      { ...told, isNews: false },
      { credential: 'A', model: 'm', change: 'ACCEPTED', isNews: true },
    ]);
    expect(JSON.stringify(events)).not.toContain('secret');
  });

  it('of none is for vendors that ask for none', () => {
    const { pick, pool } = createTestPool();
    expect(pick().secret).toBeUndefined();
    expect(pick().failed(limited())).toBeNull();
    expect(pool.scopeOf(of('t'))).toBe('');
  });
});

describe("A tenant's own credential", () => {
  it('serves that tenant alone, which is served by no other', () => {
    const { pick } = createTestPool('A', 'B:t1', 'C:t1+t2');
    const names = (caller: Caller | null) => new Set([1, 2, 3, 4].map(() => pick(caller).name));
    expect(names(of('t1'))).toEqual(new Set(['B', 'C']));
    expect(names(of('t2'))).toEqual(new Set(['C']));
    expect(names(of('t3'))).toEqual(new Set(['A']));
    expect(names(null)).toEqual(new Set(['A']));
  });

  it('leaves the others without any where there is no shared one', () => {
    const { pick } = createTestPool('B:t1');
    expect(failureOf(() => pick(of('t2')))).toEqual({ code: 'PROVIDER_AUTH_FAILED', retryAfterMs: undefined });
  });

  it('gives its callers a scope of their own', () => {
    const { pool } = createTestPool('A', 'B:t1', 'C:t1+t2');
    const scopes = [null, of('t3'), of('t4'), of('t1'), of('t2')].map((caller) => pool.scopeOf(caller));
    expect(scopes[0]).toBe(scopes[1]);
    expect(scopes[1]).toBe(scopes[2]);
    expect(new Set(scopes).size).toBe(3);
  });
});
