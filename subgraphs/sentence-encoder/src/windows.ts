/** Most tokens that the model reads; it cuts off the rest without a word (seen by comparing vectors at 127 to 200). */
export const WINDOW_TOKENS = 128;

/** Most windows in one call of the model. */
export const MAX_ROWS = 64;

/**
 * Most tokens in one call, padding included. Larger calls are no faster for each token, and the memory of the engine
 * grows to what its largest call needed and never shrinks. So narrow windows go by 64, the widest by 32.
 */
const MAX_CALL_TOKENS = 4096;

/** Padding that is worth a call of its own, in tokens: about half a second of work, against 20 ms for a call. */
const WORTHWHILE_PADDING = 1000;

/** Consecutive tokens of one text, few enough for the model. */
export interface Window {
  /** Which of the texts the tokens are of. */
  readonly text: number;
  readonly tokens: readonly number[];
}

/** Cuts each text's tokens into as few windows as can be, all of about the same width. */
export function toWindows(texts: readonly (readonly number[])[]): Window[] {
  return texts.flatMap((tokens, text) => {
    const count = Math.ceil(tokens.length / WINDOW_TOKENS);
    const width = Math.ceil(tokens.length / count);
    return Array.from({ length: count }, (_, index) => ({
      text,
      tokens: tokens.slice(index * width, (index + 1) * width),
    }));
  });
}

/**
 * Shares the windows out to calls of the model. A call pads every row to its longest one, so windows of like width go
 * together, and a call ends early where the padding of all that remains would cost more than another call.
 */
export function toModelCalls(windows: readonly Window[]): Window[][] {
  const widestFirst = windows.toSorted((left, right) => right.tokens.length - left.tokens.length);
  const calls: Window[][] = [];
  for (const [index, window] of widestFirst.entries()) {
    const call = calls.at(-1);
    if (call && hasRoom(call, window, widestFirst.length - index)) call.push(window);
    else calls.push([window]);
  }
  return calls;
}

function hasRoom(call: readonly Window[], window: Window, remaining: number): boolean {
  const width = call[0]?.tokens.length ?? 0;
  const padding = (width - window.tokens.length) * Math.min(remaining, MAX_ROWS);
  const rows = Math.min(MAX_ROWS, Math.floor(MAX_CALL_TOKENS / width));
  return call.length < rows && padding < WORTHWHILE_PADDING;
}
