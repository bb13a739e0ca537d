/** How long to wait before a service that ended is started again. */
export interface BackOffOptions {
  /** Upper bound of the first pause, in milliseconds. @default 250 */
  readonly initialMs: number;
  /** Upper bound of every pause, in milliseconds. @default 10,000 */
  readonly maxMs: number;
  /** A service that was ready for as long as this starts afresh with the first pause, in milliseconds. @default 30,000 */
  readonly resetAfterMs: number;
}

export const DEFAULT_BACK_OFF: BackOffOptions = { initialMs: 250, maxMs: 10_000, resetAfterMs: 30_000 };

/**
 * The pause after the n-th failure in a row (1 is the first): exponential, and between half and the whole of its bound,
 * so that services that fell together do not rise together.
 */
export function backOffDelay(failures: number, { initialMs, maxMs }: BackOffOptions, random: () => number): number {
  const bound = Math.min(maxMs, initialMs * 2 ** Math.min(failures - 1, 30));
  return Math.round(bound * (0.5 + random() / 2));
}
