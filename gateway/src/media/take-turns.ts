import { setImmediate } from 'node:timers/promises';

/**
 * Spreads pieces of work that hold the event loop for milliseconds over its turns, one piece a turn, so that other
 * requests are served in between. A plain `setImmediate` would run all that wait in the same turn.
 *
 * @returns resolves when it is the caller's turn
 */
export function createTurns(): () => Promise<void> {
  let last = Promise.resolve();
  return () => (last = last.then(() => setImmediate()));
}
