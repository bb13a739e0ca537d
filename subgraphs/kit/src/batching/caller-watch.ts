/** Tells when nobody waits for a batch any more. */
export interface CallerWatch {
  /** Aborts with the last caller's reason when every caller has left, or when `abort` is called. */
  readonly signal: AbortSignal;
  abort(reason: Error): void;
  /** Takes the listeners from the callers' signals. */
  close(): void;
}

/** @param callers the signals of those who wait: one an item, so that a caller of several items stands here often */
export function watchCallers(callers: readonly AbortSignal[]): CallerWatch {
  const controller = new AbortController();
  const present = new Set(callers);
  const leave = ({ target }: Event) => {
    const caller = target as AbortSignal;
    present.delete(caller);
    if (present.size === 0) controller.abort(caller.reason);
  };
  for (const caller of present) caller.addEventListener('abort', leave, { once: true });
  return {
    signal: controller.signal,
    abort: (reason) => controller.abort(reason),
    close: () => {
      for (const caller of present) caller.removeEventListener('abort', leave);
    },
  };
}
