/** The sides of a picture in pixels, as the decoder will take them. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/**
 * Reads a picture's size from its header, without decoding anything.
 *
 * A reader follows the one way that the decoder takes and gives up where that is left, since a picture that shows one
 * size here and another to the decoder is a bomb. Libraries that find some size in almost any file are no guard: they
 * skip what they do not know, and walk through the whole file while the event loop waits.
 *
 * @returns undefined where the header is not followed
 * @throws what `Buffer` throws of a read beyond its end, where the bytes end within the header
 */
export type SizeReader = (bytes: Buffer) => ImageSize | undefined;
