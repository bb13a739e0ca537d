/**
 * Counts the pixels that a decoder of a picture may have to hold at once, from the structure of the file alone. A
 * counter is strict where a decoder is lenient: what two readers could read in two ways is refused, or counted the
 * larger way, since a picture that shows one size to the guard and another to the decoder is a bomb.
 *
 * @throws UnreadablePicture, or a RangeError where the file ends too early
 */
export type PixelCounter = (bytes: Buffer) => number;

/** The structure is not that of a picture of its type. */
export class UnreadablePicture extends Error {
  override readonly name = 'UnreadablePicture';
}

/** @throws UnreadablePicture with the reason, unless the condition holds */
export function expectStructure(condition: boolean, reason: string): asserts condition {
  if (!condition) throw new UnreadablePicture(reason);
}

/** @throws UnreadablePicture where a side is zero */
export function area(width: number, height: number): number {
  expectStructure(width > 0 && height > 0, 'a side is zero');
  return width * height;
}

const MAX_STEPS = 250_000;

/**
 * Bounds how many parts of a file are looked at: one that consists of millions of tiny parts is nobody's picture, and
 * following them would hold the event loop.
 *
 * @returns to be called for every part; throws UnreadablePicture when there are too many
 */
export function boundSteps(): () => void {
  let steps = 0;
  return () => {
    steps += 1;
    expectStructure(steps <= MAX_STEPS, 'too many parts');
  };
}
