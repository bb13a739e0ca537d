import type { MediaFile, MediaFiles } from './media-files.js';
import { type IndexEntry, keyOf, type MediaIndex } from './media-index.js';

export interface SweepOptions {
  readonly files: MediaFiles;
  readonly index: MediaIndex;
  readonly isExpired: (file: MediaFile) => boolean;
  readonly now: () => number;
}

/** Removes what has expired, and brings the index up to what is really there. */
export async function sweepFiles({ files, index, isExpired, now }: SweepOptions, signal: AbortSignal): Promise<void> {
  const startedAt = now();
  const found = new Map<string, IndexEntry>();
  for await (const file of files.list(signal)) {
    if (isExpired(file)) await files.remove(file.address, signal);
    else found.set(keyOf(file.address), { ...file, usedAt: file.writtenAt });
  }
  for (const known of index.entries()) {
    const listed = found.get(keyOf(known.address));
    if (listed) found.set(keyOf(known.address), { ...listed, usedAt: Math.max(known.usedAt, listed.writtenAt) });
    // Written since the listing began: it may have come too late for it.
    else if (known.usedAt >= startedAt) found.set(keyOf(known.address), known);
  }
  index.replace([...found.values()].toSorted((one, other) => one.usedAt - other.usedAt));
}

/**
 * Sweeps now and then. A sweep that fails is made up for by the next.
 *
 * @param everyMs 0 for never
 * @returns ends it, also in the middle of a sweep
 */
export function sweepRegularly(
  everyMs: number,
  sweep: (signal: AbortSignal) => Promise<void>,
  onFailure: (error: unknown) => void = () => {},
): () => Promise<void> {
  if (everyMs === 0) return () => Promise.resolve();
  const controller = new AbortController();
  let running: Promise<void> | undefined;
  const run = () => {
    // One that takes longer than the time between two is not overtaken.
    running ??= sweep(controller.signal)
      .catch((error: unknown) => void (controller.signal.aborted || onFailure(error)))
      .finally(() => (running = undefined));
  };
  run();
  const timer = setInterval(run, everyMs).unref();
  return async () => {
    clearInterval(timer);
    controller.abort();
    await running;
  };
}
