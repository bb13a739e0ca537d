import type { RecordedEvent } from './execution-event.js';

/** Waits for the last event, or until the time is up or the signal aborts. */
export async function drainUntil(
  events: AsyncIterableIterator<RecordedEvent, undefined>,
  waitMs: number,
  signal: AbortSignal,
): Promise<void> {
  const leave = () => void events.return?.();
  const timer = setTimeout(leave, waitMs);
  signal.addEventListener('abort', leave, { once: true });
  try {
    if (signal.aborted) leave();
    for (;;) if ((await events.next()).done) return;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', leave);
  }
}
