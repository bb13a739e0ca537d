import { ERROR_TABLE, type ErrorCode, type ErrorDetails } from '@sluice/schema';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { type Decision, decide, type Situation } from './decide.js';

const CODES = Object.keys(ERROR_TABLE) as ErrorCode[];

const PURE = { effect: 'PURE', interchangeable: 'ANY' } as const;
const BILLABLE = { effect: 'BILLABLE', interchangeable: 'ANY' } as const;
const SIDE_EFFECT = { effect: 'SIDE_EFFECT', interchangeable: 'ANY' } as const;
const RULES = {
  retries: 2,
  hedge: null,
  contentPolicyFallback: false,
  otherModels: false,
  restartStreams: false,
  staleIfErrorMs: 0,
};

/** What is decided about a first failure of a PURE call, with another target at hand and all the time of the world. */
function decided(code: ErrorCode, changes: Partial<Situation> = {}, details: ErrorDetails = {}): Decision['type'] {
  return decide(situation(code, changes, details)).type;
}

function situation(code: ErrorCode, changes: Partial<Situation> = {}, details: ErrorDetails = {}): Situation {
  return {
    failure: { code, message: 'x', details },
    call: PURE,
    rules: RULES,
    tries: 1,
    hasNext: true,
    remainingMs: Number.POSITIVE_INFINITY,
    takeRetry: () => true,
    random: () => 0.5,
    ...changes,
  };
}

describe('A failed attempt', () => {
  it('of a caller who is wrong, or of a rule, goes nowhere else', () => {
    const final = CODES.filter((code) => {
      const { domain, fallback } = ERROR_TABLE[code];
      return (domain === 'CALLER' || domain === 'POLICY') && fallback === 'NEVER';
    });
    expect(final).toContain('BAD_USER_INPUT');
    for (const code of final) expect(decided(code)).toBe('GIVE_UP');
  });

  it.each<[ErrorCode, Decision['type'], Decision['type'], Decision['type']]>([
    // code, first time, second time, when no other target is left
    ['PROVIDER_ERROR', 'RETRY', 'NEXT', 'RETRY'],
    ['PROVIDER_OVERLOADED', 'RETRY', 'NEXT', 'RETRY'],
    ['PROVIDER_CONNECTION_FAILED', 'RETRY', 'NEXT', 'RETRY'],
    ['PROVIDER_BAD_RESPONSE', 'RETRY', 'NEXT', 'RETRY'],
    ['OUTPUT_INVALID', 'RETRY', 'NEXT', 'RETRY'],
    ['PROVIDER_TIMEOUT', 'RETRY', 'NEXT', 'RETRY'],
    ['PROVIDER_RATE_LIMITED', 'NEXT', 'NEXT', 'RETRY'],
    ['PROVIDER_AUTH_FAILED', 'NEXT', 'NEXT', 'GIVE_UP'],
    ['PROVIDER_BILLING', 'NEXT', 'NEXT', 'GIVE_UP'],
    ['MODEL_NOT_FOUND', 'NEXT', 'NEXT', 'GIVE_UP'],
    ['UNSUPPORTED_CAPABILITY', 'NEXT', 'NEXT', 'GIVE_UP'],
    ['CONTEXT_WINDOW_EXCEEDED', 'NEXT', 'NEXT', 'GIVE_UP'],
    ['STREAM_INTERRUPTED', 'RETRY', 'NEXT', 'RETRY'],
    ['SERVICE_UNAVAILABLE', 'NEXT', 'NEXT', 'GIVE_UP'],
    ['CONTENT_POLICY_VIOLATION', 'GIVE_UP', 'GIVE_UP', 'GIVE_UP'],
    ['BAD_USER_INPUT', 'GIVE_UP', 'GIVE_UP', 'GIVE_UP'],
    ['CANCELLED', 'GIVE_UP', 'GIVE_UP', 'GIVE_UP'],
    ['DEADLINE_EXCEEDED', 'GIVE_UP', 'GIVE_UP', 'GIVE_UP'],
    ['INTERNAL', 'GIVE_UP', 'GIVE_UP', 'GIVE_UP'],
  ])('with %s: %s, then %s, and alone %s', (code, first, second, alone) => {
    const told = { retryAfterMs: 50 };
    expect([
      decided(code, {}, told),
      decided(code, { tries: 2 }, told),
      decided(code, { hasNext: false }, told),
    ]).toEqual([first, second, alone]);
  });

  it('is sent to the same target as often as the route says, where it is the only one', () => {
    const alone = (tries: number) => decided('PROVIDER_ERROR', { tries, hasNext: false });
    expect([1, 2, 3].map(alone)).toEqual(['RETRY', 'RETRY', 'GIVE_UP']);
  });

  it('is not sent again where the retry budget is used up', () => {
    expect(decided('PROVIDER_ERROR', { takeRetry: () => false })).toBe('NEXT');
    expect(decided('PROVIDER_ERROR', { takeRetry: () => false, hasNext: false })).toBe('GIVE_UP');
  });

  it('does not wait for a provider longer than the caller does', () => {
    const alone = (remainingMs: number) =>
      decided('PROVIDER_RATE_LIMITED', { hasNext: false, remainingMs }, { retryAfterMs: 1_000 });
    expect([alone(1_001), alone(1_000)]).toEqual(['RETRY', 'GIVE_UP']);
  });

  it('shows refused content to another service only where the route allows it', () => {
    const rules = { ...RULES, contentPolicyFallback: true };
    expect(decided('CONTENT_POLICY_VIOLATION', { rules })).toBe('NEXT');
  });

  it('of a call that may be answered by one target alone stays there, unless nothing was sent', () => {
    const call = { effect: 'PURE', interchangeable: 'NEVER' } as const;
    const after = { tries: 3 };
    expect(decided('PROVIDER_ERROR', { call, ...after })).toBe('GIVE_UP');
    expect(decided('PROVIDER_CONNECTION_FAILED', { call, ...after }, { phase: 'BEFORE_DISPATCH' })).toBe('NEXT');
  });
});

describe('A failed attempt of what must not be done twice', () => {
  it('is never repeated where it has a side effect, once it was sent', () => {
    for (const code of CODES) {
      for (const hasNext of [true, false]) {
        expect(decided(code, { call: SIDE_EFFECT, hasNext }, { phase: 'DISPATCHED' })).toBe('GIVE_UP');
      }
    }
    expect(decided('PROVIDER_CONNECTION_FAILED', { call: SIDE_EFFECT }, { phase: 'BEFORE_DISPATCH' })).toBe('RETRY');
  });

  it('is not sent to the same target again where it costs and nobody knows what came of it', () => {
    const lost = { outcomeUnknown: true };
    expect(decided('PROVIDER_ERROR', { call: BILLABLE }, lost)).toBe('NEXT');
    expect(decided('PROVIDER_TIMEOUT', { call: BILLABLE, hasNext: false }, lost)).toBe('GIVE_UP');
    expect(decided('PROVIDER_ERROR', { call: BILLABLE })).toBe('RETRY');
  });
});

describe('Whatever fails, however often', () => {
  const situations = fc.record({
    code: fc.constantFrom(...CODES),
    call: fc.constantFrom(PURE, BILLABLE, SIDE_EFFECT),
    tries: fc.integer({ min: 1, max: 10 }),
    hasNext: fc.boolean(),
    remainingMs: fc.integer({ min: 0, max: 10_000 }),
    retryAfterMs: fc.option(fc.integer({ min: 0, max: 20_000 }), { nil: undefined }),
    random: fc.double({ min: 0, max: 1, noNaN: true }),
    retries: fc.integer({ min: 0, max: 5 }),
  });

  it('a pause ends before the deadline, and retries end', () => {
    fc.assert(
      fc.property(situations, ({ code, retryAfterMs, random, retries, ...changes }) => {
        const details = retryAfterMs === undefined ? {} : { retryAfterMs };
        const rules = { ...RULES, retries };
        const decision = decide(situation(code, { ...changes, rules, random: () => random }, details));
        expect(isPossible(decision, { ...changes, retries, retryAfterMs: retryAfterMs ?? 0 })).toBe(true);
      }),
    );
  });

  it('the budget is charged for what is sent again, and for nothing else', () => {
    fc.assert(
      fc.property(situations, ({ code, retryAfterMs: _, random, retries, ...changes }) => {
        let taken = 0;
        const takeRetry = () => (taken += 1) > 0;
        const rules = { ...RULES, retries };
        const { type } = decide(situation(code, { ...changes, rules, takeRetry, random: () => random }));
        expect(taken).toBe(type === 'RETRY' ? 1 : 0);
      }),
    );
  });
});

/** What a decision must keep to whatever it is about. */
function isPossible(
  decision: Decision,
  {
    tries,
    remainingMs,
    hasNext,
    retries,
    retryAfterMs,
  }: Record<'tries' | 'remainingMs' | 'retries' | 'retryAfterMs', number> & {
    readonly hasNext: boolean;
  },
): boolean {
  switch (decision.type) {
    case 'RETRY':
      return decision.delayMs < remainingMs && decision.delayMs >= retryAfterMs && tries <= retries;
    case 'NEXT':
      return hasNext;
    case 'GIVE_UP':
      return true;
  }
}
