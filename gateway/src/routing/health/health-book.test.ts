import { describe, expect, it } from '@jest/globals';
import { ERROR_TABLE, type ErrorCode } from '@sluice/schema';
import fc from 'fast-check';

import { createHealthBook } from './health-book.js';
import { DEFAULT_HEALTH, type HealthSettings } from './health-settings.js';
import type { Attempt, AttemptOutcome } from './instance-health.js';
import { createManualClock } from './testing/manual-clock.js';

const ID = 'espeak-1';

function openBook(settings: HealthSettings = DEFAULT_HEALTH) {
  const clock = createManualClock();
  const book = createHealthBook({ clock, random: () => 1, settings });
  const told: (readonly [string, string])[] = [];
  const stop = book.onChange((id, { breaker, coolDownUntil }) =>
    told.push([id, coolDownUntil === null ? breaker : 'COOLING']),
  );
  const attempt = (
    code: AttemptOutcome['code'],
    { ms = 10, id = ID, retryAfterMs = undefined as number | undefined } = {},
  ) => {
    const begun = book.of(id).begin();
    clock.pass(ms);
    begun.end({ code, ...(retryAfterMs !== undefined && { retryAfterMs }) });
  };
  const repeat = (times: number, code: AttemptOutcome['code']) => {
    for (let time = 0; time < times; time += 1) attempt(code);
  };
  return { clock, book, told, stop, attempt, repeat, health: () => book.of(ID) };
}

const CODES = Object.keys(ERROR_TABLE) as ErrorCode[];
const codesWith = (effect: string) => CODES.filter((code) => ERROR_TABLE[code].breaker === effect);

describe('The health book', () => {
  it('takes an instance that was never asked for a well one', () => {
    const { health } = openBook();
    expect(health().mayBeAsked()).toBe('YES');
    expect(health().snapshot()).toEqual({
      breaker: 'CLOSED',
      openUntil: null,
      coolDownUntil: null,
      inFlight: 0,
      lastError: null,
      successes: 0,
      failures: 0,
      ewma: null,
      p50: null,
      p95: null,
      p99: null,
    });
  });

  it.each(codesWith('FAILURE'))('counts %s as a failure: five in a row open the breaker', (code) => {
    const { health, repeat, clock } = openBook();
    repeat(4, code);
    expect(health().mayBeAsked()).toBe('YES');
    repeat(1, code);
    expect(health().mayBeAsked()).toBe('NO');
    expect(health().waitMs()).toBe(2_000);
    expect(health().snapshot()).toMatchObject({ breaker: 'OPEN', openUntil: clock.now() + 2_000, failures: 5 });
    expect(health().snapshot().lastError).toEqual({ code, at: clock.now() });
  });

  it.each([...codesWith('NONE'), ...codesWith('CREDENTIAL_ONLY')])('holds %s against no instance', (code) => {
    const { health, repeat } = openBook();
    repeat(100, code);
    expect(health().mayBeAsked()).toBe('YES');
    expect(health().snapshot()).toMatchObject({ breaker: 'CLOSED', failures: 0, successes: 0 });
  });

  it('tells of no error that the caller or the gateway caused', () => {
    const { health, attempt } = openBook();
    attempt('PROVIDER_ERROR');
    attempt('CANCELLED');
    attempt('DEADLINE_EXCEEDED');
    attempt('BAD_USER_INPUT');
    expect(health().snapshot().lastError?.code).toBe('PROVIDER_ERROR');
  });

  it('leaves an instance alone for as long as its provider says, and counts no failure', () => {
    const { health, repeat, attempt, clock } = openBook();
    repeat(4, 'PROVIDER_ERROR');
    attempt('PROVIDER_RATE_LIMITED', { retryAfterMs: 7_000 });
    expect(health().mayBeAsked()).toBe('NO');
    expect(health().snapshot()).toMatchObject({ breaker: 'CLOSED', coolDownUntil: clock.now() + 7_000, failures: 4 });
    clock.pass(6_999);
    expect([health().mayBeAsked(), health().waitMs()]).toEqual(['NO', 1]);
    clock.pass(1);
    expect([health().mayBeAsked(), health().waitMs()]).toEqual(['YES', 0]);
  });

  it('pauses longer each time where the provider does not say how long, and shortly again after an answer', () => {
    const { health, attempt, clock } = openBook();
    const pause = () => {
      attempt('PROVIDER_RATE_LIMITED');
      const ms = health().waitMs();
      clock.pass(ms);
      return ms;
    };
    expect([pause(), pause(), pause()]).toEqual([1_000, 2_000, 4_000]);
    attempt('OK');
    expect(pause()).toBe(1_000);
  });

  it('leaves alone only those whose rate is limited: another model, or another tenant, goes on', () => {
    const { health, clock } = openBook();
    const limit = (scope: string, retryAfterMs: number) =>
      health().begin(scope).end({ code: 'PROVIDER_RATE_LIMITED', retryAfterMs });
    limit('one', 5_000);
    limit('two', 3_000);
    expect([health().mayBeAsked('one'), health().mayBeAsked('three')]).toEqual(['NO', 'YES']);
    expect([health().waitMs('one'), health().waitMs('two'), health().waitMs('three')]).toEqual([5_000, 3_000, 0]);
    health().begin('three').end({ code: 'OK' });
    clock.pass(4_000);
    expect([health().mayBeAsked('one'), health().mayBeAsked('two')]).toEqual(['NO', 'YES']);
    expect(health().snapshot().coolDownUntil).toBe(clock.now() + 1_000);
  });

  it('takes answers of one moment that all say "too often" for one, and the longest pause of theirs', () => {
    const { health, clock } = openBook();
    const together = Array.from({ length: 5 }, () => health().begin());
    together.forEach((begun, index) =>
      begun.end({ code: 'PROVIDER_RATE_LIMITED', ...(index === 2 && { retryAfterMs: 3_000 }) }),
    );
    expect(health().waitMs()).toBe(3_000);
    clock.pass(3_000);
    expect(health().mayBeAsked()).toBe('YES');
  });

  it('asks again within five minutes whatever a provider demands', () => {
    const { health, attempt } = openBook();
    attempt('PROVIDER_RATE_LIMITED', { retryAfterMs: 86_400_000 });
    expect(health().waitMs()).toBe(300_000);
  });

  it('measures answers and timeouts, not failures that came fast', () => {
    const { health, attempt } = openBook();
    attempt('OK', { ms: 100 });
    attempt('PROVIDER_CONNECTION_FAILED', { ms: 1 });
    attempt('CANCELLED', { ms: 1 });
    expect(health().snapshot()).toMatchObject({ p50: 100, p99: 100, ewma: 100 });
    attempt('PROVIDER_TIMEOUT', { ms: 2_000 });
    expect(health().snapshot().p99).toBe(2_000);
  });

  it.each(['CANCELLED', 'DEADLINE_EXCEEDED'] as const)(
    'takes what ended with %s for as slow as it was until then, where that is more than was expected',
    (code) => {
      const { attempt, health } = openBook();
      attempt('OK', { ms: 100 });
      attempt(code, { ms: 50 });
      expect(health().expectedMs()).toBeCloseTo(100, 0);
      for (let time = 0; time < 20; time += 1) attempt(code, { ms: 1_000 });
      expect(health().expectedMs()).toBeGreaterThan(900);
      expect(health().snapshot()).toMatchObject({ successes: 1, failures: 0, breaker: 'CLOSED' });
    },
  );

  it('measures a stream until it begins to answer', () => {
    const { health, clock } = openBook();
    const stream = health().begin();
    clock.pass(80);
    stream.answered();
    clock.pass(60_000);
    stream.answered();
    stream.end({ code: 'OK' });
    expect(health().snapshot()).toMatchObject({ p50: 80, p99: 80, successes: 1 });
  });

  it('ends the probe of a half-open instance with the first part of its answer', () => {
    const { health, repeat, clock } = openBook();
    repeat(5, 'PROVIDER_ERROR');
    clock.pass(2_000);
    expect(health().mayBeAsked()).toBe('PROBE');
    const probe = health().begin();
    expect(health().mayBeAsked()).toBe('NO');
    probe.answered();
    expect(health().mayBeAsked()).toBe('YES');
  });

  it('tells of changes until nobody listens', () => {
    const { told, stop, repeat, attempt, clock, health } = openBook();
    repeat(5, 'PROVIDER_ERROR');
    clock.pass(2_000);
    health().mayBeAsked();
    attempt('OK');
    attempt('PROVIDER_RATE_LIMITED');
    expect(told).toEqual(['OPEN', 'HALF_OPEN', 'CLOSED', 'COOLING'].map((what) => [ID, what]));
    stop();
    clock.pass(60_000);
    repeat(5, 'PROVIDER_ERROR');
    expect(told).toHaveLength(4);
  });

  it('knows nothing of an instance that it was told to forget, whatever still ends there', () => {
    const { book, told, repeat, health } = openBook();
    const late = Array.from({ length: 9 }, () => health().begin());
    repeat(5, 'PROVIDER_ERROR');
    book.forget(ID);
    expect(health().mayBeAsked()).toBe('YES');
    for (const begun of late) begun.end({ code: 'PROVIDER_RATE_LIMITED' });
    expect(health().snapshot()).toMatchObject({ breaker: 'CLOSED', coolDownUntil: null, inFlight: 0 });
    expect(told).toEqual([[ID, 'OPEN']]);
  });

  it('remembers a bounded number of instances, those that were asked last', () => {
    const { book, attempt } = openBook({ ...DEFAULT_HEALTH, maxInstances: 3 });
    for (const id of ['one', 'two', 'three', 'one', 'four']) attempt('OK', { id });
    const known = ['one', 'two', 'three', 'four'].filter((id) => book.peek(id)?.successes === 1);
    expect(known).toEqual(['three', 'four']);
    expect(book.peek('one')).toMatchObject({ successes: 2 });
    expect(book.peek('two')).toBeNull();
  });
});

describe('Whatever becomes of attempts', () => {
  it('counts each once, and in flight exactly those that have not ended', () => {
    const outcome = fc.constantFrom<AttemptOutcome['code']>('OK', ...CODES);
    const step = fc.oneof(fc.constant('begin' as const), fc.tuple(fc.nat(), outcome, fc.boolean()));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 100 }), (steps) => {
        const { health, clock } = openBook();
        const inFlight: Attempt[] = [];
        const ended: AttemptOutcome['code'][] = [];
        for (const next of steps) {
          clock.pass(1);
          if (next === 'begin') inFlight.push(health().begin());
          else {
            const [which, code, twice] = next;
            const [attempt] = inFlight.splice(which % Math.max(1, inFlight.length), 1);
            if (!attempt) continue;
            attempt.end({ code });
            if (twice) attempt.end({ code: 'OK' });
            ended.push(code);
          }
        }
        const isFailure = (code: AttemptOutcome['code']) => code !== 'OK' && ERROR_TABLE[code].breaker === 'FAILURE';
        expect(health().snapshot()).toMatchObject({
          inFlight: inFlight.length,
          successes: ended.filter((code) => code === 'OK').length,
          failures: ended.filter(isFailure).length,
        });
      }),
    );
  });
});
