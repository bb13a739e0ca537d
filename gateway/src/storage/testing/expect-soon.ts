import { setTimeout as pause } from 'node:timers/promises';

/** Waits for what is to happen, rather than for a clock. */
export async function expectSoon(condition: () => boolean | Promise<boolean>, withinMs = 10_000): Promise<void> {
  const end = performance.now() + withinMs;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`Expected within ${withinMs} ms: ${condition.toString()}`);
    await pause(5);
  }
}
