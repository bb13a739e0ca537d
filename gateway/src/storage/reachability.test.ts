import { expect, it } from '@jest/globals';

import { createReachability } from './reachability.js';

/** A store that answers as it is told, and counts how often it was asked. */
function createSwitch() {
  const state = { asked: 0, isUp: true };
  const execute = async () => {
    state.asked += 1;
    if (!state.isUp) throw new Error('The database cannot be reached.');
    return [];
  };
  return { state, store: { execute } };
}

it('tells whether the store answers, as soon as the last answer is old', async () => {
  const { state, store } = createSwitch();
  const reachable = createReachability({ store, freshMs: 0 });
  expect(await reachable()).toBe(true);
  state.isUp = false;
  expect(await reachable()).toBe(false);
  state.isUp = true;
  expect(await reachable()).toBe(true);
});

it('asks once for all who ask at the same time, and for those who come soon after', async () => {
  const { state, store } = createSwitch();
  const reachable = createReachability({ store, freshMs: 60_000 });
  expect(await Promise.all([reachable(), reachable(), reachable()])).toEqual([true, true, true]);
  expect(await reachable()).toBe(true);
  expect(state.asked).toBe(1);
});
