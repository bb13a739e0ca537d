/** How far a call has come on its way over targets. */
export interface Progress {
  /** The targets that it has left behind, by their keys. */
  readonly left: ReadonlySet<string>;
  /** The only model that may answer; null where every one may. */
  readonly model: string | null;
  /** The window of the model that was too small, in tokens; 0 where none was. */
  readonly windowAbove: number;
}

/** Equal for calls that have come equally far. */
export function progressKey({ left, model, windowAbove }: Progress): string {
  return JSON.stringify([[...left].sort(), model, windowAbove]);
}
