import { ServiceError } from '@sluice/kit';
import { imageSize } from 'image-size';

/** Most pixels of a picture: an A4 page at 600 dpi has 35 million. Decoding takes four bytes for each. */
const MAX_PIXELS = 40_000_000;

/** The longest side that Tesseract takes. */
const MAX_SIDE = 32_767;

/**
 * Reads a picture's size from its header, before anything decodes it: a few bytes can claim to be a picture that fills
 * the memory.
 *
 * @returns the number of its pixels
 * @throws ServiceError `BAD_USER_INPUT`
 */
export function checkImage(bytes: Uint8Array): number {
  const { width, height } = sizeOf(bytes);
  const pixels = width * height;
  if (pixels > MAX_PIXELS || Math.max(width, height) > MAX_SIDE) {
    throw new ServiceError(
      'BAD_USER_INPUT',
      `The picture has ${width} × ${height} pixels; at most ${MAX_PIXELS} are read.`,
      {
        limit: { dimension: 'pixels', limit: MAX_PIXELS, value: pixels },
      },
    );
  }
  return pixels;
}

function sizeOf(bytes: Uint8Array): { width: number; height: number } {
  try {
    const { width, height } = imageSize(bytes);
    if (width > 0 && height > 0) return { width, height };
  } catch {
    // Told below: what the library says of the bytes is of no use to the caller.
  }
  throw new ServiceError('BAD_USER_INPUT', 'The picture cannot be read: its header tells no size.');
}
