import { describe, expect, it } from '@jest/globals';
import { createShares } from './shares.js';

const patient = () => new AbortController().signal;

/** Whether a promise has settled by now. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  const settle = () => void (settled = true);
  void promise.then(settle, settle);
  await new Promise((resolve) => setImmediate(resolve));
  return settled;
}

describe('shares', () => {
  it('are given as long as there is enough, and to the first that waits when there is again', async () => {
    const shares = createShares(10, 5);
    const first = await shares.acquire(8, patient());
    const large = shares.acquire(5, patient());
    const small = shares.acquire(1, patient());
    expect(await isSettled(large)).toBe(false);
    // There would be enough for it; but then a large one could wait for ever.
    expect(await isSettled(small)).toBe(false);
    first.keep(2);
    expect(await isSettled(large)).toBe(true);
    expect(await isSettled(small)).toBe(true);
    first.release();
    first.release();
    const rest = shares.acquire(4, patient());
    expect(await isSettled(rest)).toBe(true);
    expect(await isSettled(shares.acquire(1, patient()))).toBe(false);
  });

  it('of more than there is wait for all', async () => {
    const shares = createShares(10, 5);
    const share = await shares.acquire(100, patient());
    const next = shares.acquire(1, patient());
    expect(await isSettled(next)).toBe(false);
    share.release();
    expect(await isSettled(next)).toBe(true);
  });

  it('are not waited for by who has left, who lets those behind pass', async () => {
    const shares = createShares(10, 5);
    await shares.acquire(8, patient());
    const leaving = new AbortController();
    const large = shares.acquire(5, leaving.signal);
    const small = shares.acquire(1, patient());
    leaving.abort(new Error('left'));
    await expect(large).rejects.toThrow('left');
    expect(await isSettled(small)).toBe(true);
  });

  it('are refused when too many wait', async () => {
    const shares = createShares(1, 1);
    await shares.acquire(1, patient());
    void shares.acquire(1, patient());
    await expect(shares.acquire(1, patient())).rejects.toMatchObject({
      code: 'OVERLOADED',
      details: { retryAfterMs: 1_000 },
    });
  });
});
