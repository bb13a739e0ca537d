import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { type BreakerPass, type BreakerState, type BreakerWord, createBreaker, DEFAULT_BREAKER } from './breaker.js';
import { createManualClock } from './testing/manual-clock.js';

const SETTINGS = { ...DEFAULT_BREAKER, consecutiveFailures: 3, minimumRequests: 10, windowMs: 10_000, openMs: 1_000 };

function startBreaker(settings = SETTINGS, random = () => 1) {
  const clock = createManualClock();
  const changes: BreakerState['kind'][] = [];
  const breaker = createBreaker({ clock, random, settings, onChange: ({ kind }) => changes.push(kind) });
  const send = (...words: BreakerWord[]) => words.forEach((word) => breaker.begin().end(word));
  const fail = (times: number) => send(...Array.from({ length: times }, () => 'FAILURE' as const));
  return { breaker, clock, changes, send, fail };
}

describe('A breaker', () => {
  it('opens after failures in a row, and not before', () => {
    const { breaker, fail } = startBreaker();
    fail(2);
    expect(breaker.mayBeAsked()).toBe('YES');
    fail(1);
    expect(breaker.mayBeAsked()).toBe('NO');
    expect(breaker.state()).toEqual({ kind: 'OPEN', openedAt: 1_000, openMs: 1_000 });
  });

  it('begins to count anew with a success', () => {
    const { breaker, send } = startBreaker();
    send('FAILURE', 'FAILURE', 'SUCCESS', 'FAILURE', 'FAILURE', 'SUCCESS');
    expect(breaker.state().kind).toBe('CLOSED');
  });

  it('does not hear what says nothing', () => {
    const { breaker, send } = startBreaker();
    send('FAILURE', 'NEUTRAL', 'FAILURE', 'NEUTRAL', 'NEUTRAL', 'NEUTRAL');
    expect(breaker.state().kind).toBe('CLOSED');
    send('FAILURE');
    expect(breaker.state().kind).toBe('OPEN');
  });

  it('opens when half of enough requests have failed, though never three in a row', () => {
    const { breaker, send } = startBreaker();
    for (let pair = 0; pair < 4; pair += 1) send('SUCCESS', 'FAILURE');
    expect(breaker.state().kind).toBe('CLOSED');
    send('SUCCESS', 'FAILURE');
    expect(breaker.state().kind).toBe('OPEN');
  });

  it('forgets failures that are older than the window', () => {
    const { breaker, clock, send } = startBreaker();
    for (let pair = 0; pair < 4; pair += 1) send('SUCCESS', 'FAILURE');
    clock.pass(11_000);
    send('SUCCESS', 'FAILURE');
    expect(breaker.state().kind).toBe('CLOSED');
  });

  it('lets one probe through when its time is over, and closes when the probe succeeds', () => {
    const { breaker, clock, changes, fail } = startBreaker();
    fail(3);
    clock.pass(999);
    expect(breaker.mayBeAsked()).toBe('NO');
    clock.pass(1);
    expect(breaker.mayBeAsked()).toBe('PROBE');
    const probe = breaker.begin();
    expect(breaker.mayBeAsked()).toBe('NO');
    expect(breaker.state()).toEqual({ kind: 'HALF_OPEN', probes: 1 });
    probe.end('SUCCESS');
    expect(breaker.mayBeAsked()).toBe('YES');
    expect(changes).toEqual(['OPEN', 'HALF_OPEN', 'CLOSED']);
  });

  it('gives the place of a probe that said nothing to another', () => {
    const { breaker, clock, fail } = startBreaker();
    fail(3);
    clock.pass(1_000);
    const probe = breaker.begin();
    probe.end('NEUTRAL');
    probe.end('NEUTRAL');
    expect(breaker.state()).toEqual({ kind: 'HALF_OPEN', probes: 0 });
    expect(breaker.mayBeAsked()).toBe('PROBE');
  });

  it('stays open twice as long with each probe that fails, up to a bound, and as at first after a success', () => {
    const { breaker, clock, fail, send } = startBreaker({ ...SETTINGS, maxOpenMs: 5_000 });
    const openMs = () => {
      const state = breaker.state();
      if (state.kind !== 'OPEN') throw new Error(`It is ${state.kind}.`);
      clock.pass(state.openMs);
      return state.openMs;
    };
    fail(3);
    const times = [openMs()];
    for (let probe = 0; probe < 4; probe += 1) {
      fail(1);
      times.push(openMs());
    }
    expect(times).toEqual([1_000, 2_000, 4_000, 5_000, 5_000]);
    send('SUCCESS');
    fail(3);
    expect(openMs()).toBe(1_000);
  });

  it('closes when a probe begins to answer, and still hears how that ends', () => {
    const { breaker, clock, fail } = startBreaker({ ...SETTINGS, consecutiveFailures: 1 });
    fail(1);
    clock.pass(1_000);
    const probe = breaker.begin();
    probe.succeedEarly();
    expect(breaker.mayBeAsked()).toBe('YES');
    probe.end('FAILURE');
    expect(breaker.mayBeAsked()).toBe('NO');
  });

  it('does not judge a new state by requests that were begun in an old one', () => {
    const { breaker, clock, fail } = startBreaker();
    const late = [breaker.begin(), breaker.begin()] as const;
    fail(3);
    late[0].end('SUCCESS');
    expect(breaker.state().kind).toBe('OPEN');
    clock.pass(1_000);
    late[1].end('FAILURE');
    expect(breaker.mayBeAsked()).toBe('PROBE');
  });
});

/** A step of a random life; requests are named by their number. */
const step = fc.oneof(
  fc.record({ do: fc.constant('begin' as const) }),
  fc.record({
    do: fc.constant('end' as const),
    which: fc.nat(),
    word: fc.constantFrom<BreakerWord>('SUCCESS', 'FAILURE', 'FAILURE', 'NEUTRAL'),
  }),
  fc.record({ do: fc.constant('pass' as const), ms: fc.nat(3_000) }),
);

describe('Whatever happens to a breaker', () => {
  it('never has more probes on their way than are allowed, and never stays shut for longer than the bound', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), fc.integer({ min: 1, max: 3 }), (steps, probes) => {
        const { breaker, clock } = startBreaker({ ...SETTINGS, probes, maxOpenMs: 4_000 }, () => 0.3);
        const inFlight: { readonly pass: BreakerPass; readonly isProbe: boolean }[] = [];
        for (const next of steps) {
          if (next.do === 'pass') clock.pass(next.ms);
          else if (next.do === 'begin') {
            const may = breaker.mayBeAsked();
            if (may !== 'NO') inFlight.push({ pass: breaker.begin(), isProbe: may === 'PROBE' });
          } else inFlight.splice(next.which % Math.max(1, inFlight.length), 1)[0]?.pass.end(next.word);
          const state = breaker.state();
          const onTheirWay = state.kind === 'HALF_OPEN' ? state.probes : 0;
          expect(onTheirWay).toBeLessThanOrEqual(Math.min(probes, inFlight.filter(({ isProbe }) => isProbe).length));
          expect(onTheirWay).toBeGreaterThanOrEqual(0);
          expect(state.kind === 'OPEN' ? state.openMs : 0).toBeLessThanOrEqual(4_000);
        }
        // When all that was on its way has ended, time alone brings it back.
        for (const { pass } of inFlight) pass.end('NEUTRAL');
        clock.pass(4_000);
        expect(breaker.mayBeAsked()).not.toBe('NO');
      }),
    );
  });

  it('is closed exactly as a count of all words within one window says', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom<BreakerWord>('SUCCESS', 'FAILURE', 'NEUTRAL'), { maxLength: 60 }),
        (words) => {
          const { breaker, send } = startBreaker();
          const opensAt = firstOpening(words);
          words.forEach((word, index) => {
            send(word);
            expect(breaker.state().kind).toBe(opensAt !== null && index >= opensAt ? 'OPEN' : 'CLOSED');
          });
        },
      ),
    );
  });
});

/** The same rule, told the long way. */
function firstOpening(words: readonly BreakerWord[]): number | null {
  for (let end = 1; end <= words.length; end += 1) {
    const heard = words.slice(0, end).filter((word) => word !== 'NEUTRAL');
    if (words[end - 1] !== 'FAILURE') continue;
    const failures = heard.filter((word) => word === 'FAILURE').length;
    const inRow = heard.length >= 3 && heard.slice(-3).every((word) => word === 'FAILURE');
    if (inRow || (heard.length >= 10 && failures >= heard.length / 2)) return end - 1;
  }
  return null;
}
