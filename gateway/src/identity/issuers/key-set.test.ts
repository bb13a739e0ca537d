import { setMaxListeners } from 'node:events';

import { describe, expect, it } from '@jest/globals';

import { createKeySet, type KeyPicker } from './key-set.js';

const MINUTE = 60_000;

/** An issuer whose keys are their own names, on a clock that the test moves. */
function start({ coolDownMs = 30_000 } = {}) {
  let at = 0;
  const state = { kids: ['k1'], isDown: false, loads: 0 };
  const errors: unknown[] = [];
  const load = async (): Promise<KeyPicker<string>> => {
    state.loads += 1;
    await Promise.resolve();
    if (state.isDown) throw new Error('down');
    const kids = new Set(state.kids);
    return async ({ kid = '' }) => (kids.has(kid) ? kid : null);
  };
  const stopped = new AbortController();
  const keys = createKeySet({
    load,
    onError: (error) => errors.push(error),
    stopped: stopped.signal,
    now: () => at,
    coolDownMs,
  });
  const find = (kid: string, signal = new AbortController().signal) => keys.find({ kid, alg: 'ES256' }, signal);
  return { state, errors, find, stop: () => stopped.abort(), pass: (ms: number) => void (at += ms) };
}

/** What goes on in the background. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('the keys of an issuer', () => {
  it('are loaded once, however many ask', async () => {
    const { find, state } = start();
    expect(await Promise.all(Array.from({ length: 100 }, () => find('k1')))).toEqual(Array(100).fill('k1'));
    expect(state.loads).toBe(1);
  });

  it('are renewed beside the requests when they are old', async () => {
    const { find, state, pass } = start();
    await find('k1');
    pass(11 * MINUTE);
    state.kids = ['k1', 'k2'];
    expect(await find('k1')).toBe('k1');
    await settle();
    expect(state.loads).toBe(2);
    expect(await find('k2')).toBe('k2');
    expect(state.loads).toBe(2);
  });

  it('rotate without a failed request, at any time', async () => {
    const { find, state, pass } = start();
    await find('k1');
    for (const kid of ['k2', 'k3', 'k4']) {
      pass(31_000);
      state.kids = [kid];
      expect(await Promise.all(Array.from({ length: 20 }, () => find(kid)))).toEqual(Array(20).fill(kid));
    }
    expect(state.loads).toBe(4);
  });

  it('may rotate twice in a cool-down: the second waits for its end', async () => {
    const { find, state } = start({ coolDownMs: 50 });
    await find('k1');
    state.kids = ['k2'];
    expect(await find('k2')).toBe('k2');
    state.kids = ['k3'];
    // The clock of this test stands, the timers do not: the end of the cool-down is when it has been waited for.
    expect(await find('k3')).toBe('k3');
    expect(state.loads).toBe(3);
  });

  it('go on for 30 minutes while the issuer is down, and it is not asked at every request', async () => {
    const { find, state, pass, errors } = start();
    await find('k1');
    state.isDown = true;
    for (let minute = 0; minute < 30; minute++) {
      pass(MINUTE);
      for (let request = 0; request < 10; request++) expect(await find('k1')).toBe('k1');
      await settle();
    }
    expect(errors.length).toBeGreaterThan(0);
    expect(state.loads).toBeLessThan(30);
    state.isDown = false;
    pass(MINUTE);
    state.kids = ['k2'];
    expect(await find('k2')).toBe('k2');
  });

  it('do not go on for longer than a day', async () => {
    const { find, state, pass } = start();
    await find('k1');
    state.isDown = true;
    pass(24 * 60 * MINUTE);
    await expect(find('k1')).rejects.toThrow('down');
  });

  it('cannot be had from an issuer that is down from the start, and requests do not all ask', async () => {
    const { find, state, pass } = start();
    state.isDown = true;
    for (let request = 0; request < 1_000; request++) await expect(find('k1')).rejects.toThrow('down');
    expect(state.loads).toBe(1);
    state.isDown = false;
    pass(5_001);
    expect(await find('k1')).toBe('k1');
  });

  it('are asked for at most once in a cool-down, though a thousand unknown ones a second are named', async () => {
    const { find, state, pass } = start();
    await find('k1');
    const leaving = new AbortController();
    setMaxListeners(0, leaving.signal);
    for (let second = 0; second < 10; second++) {
      const flood = Array.from({ length: 1_000 }, (_, index) => find(`x${second}-${index}`, leaving.signal));
      // Whoever is let wait for the end of the cool-down leaves with the test.
      void Promise.allSettled(flood);
      await settle();
      expect(await find('k1')).toBe('k1');
      pass(1_000);
    }
    expect(state.loads).toBe(2);
    leaving.abort(new Error('left'));
  });

  it('that were not there a moment ago are not asked for again', async () => {
    const { find, state } = start({ coolDownMs: 1 });
    await find('k1');
    for (let request = 0; request < 100; request++) expect(await find('unknown')).toBeNull();
    expect(state.loads).toBe(2);
  });

  it('let a caller go who leaves, and go on for the others', async () => {
    const { find, state } = start();
    const leaving = new AbortController();
    const left = find('k1', leaving.signal);
    const stays = find('k1');
    leaving.abort(new Error('left'));
    await expect(left).rejects.toThrow('left');
    expect(await stays).toBe('k1');
    expect(state.loads).toBe(1);
  });
});
