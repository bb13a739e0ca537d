import { type MediaContent, ServiceError } from '@sluice/kit';

import type { ImageSize, SizeReader } from './image-size/image-size.js';
import { readJpegSize } from './image-size/read-jpeg-size.js';
import { readPngSize } from './image-size/read-png-size.js';
import { readTiffSize } from './image-size/read-tiff-size.js';
import { readWebpSize } from './image-size/read-webp-size.js';

/** Most pixels of a picture: an A4 page at 600 dpi has 35 million. Decoding takes four bytes for each. */
const MAX_PIXELS = 40_000_000;

/** The longest side that Tesseract takes, in pixels. */
const MAX_SIDE = 32_767;

/**
 * The kinds that are read. GIF is not compiled into the engine. BMP is, but tesseract.js makes a string of every byte's
 * index on the way: a picture of 4 million pixels took 17 seconds and 2 GB.
 */
const READERS: Readonly<Record<string, SizeReader>> = {
  'image/png': readPngSize,
  'image/jpeg': readJpegSize,
  'image/webp': readWebpSize,
  'image/tiff': readTiffSize,
};

/** Node's codes of a read beyond a buffer's end. */
const OUT_OF_BYTES = ['ERR_OUT_OF_RANGE', 'ERR_BUFFER_OUT_OF_BOUNDS'];

/**
 * Checks a picture by its header, before anything decodes it: a few bytes can claim to be a picture that fills the
 * memory.
 *
 * @returns the number of its pixels
 * @throws ServiceError `UNSUPPORTED_CAPABILITY` for another kind of picture, `BAD_USER_INPUT` for one that is too large
 *   or whose size cannot be read
 */
export function checkImage({ bytes, mediaType }: MediaContent): number {
  const reader = READERS[mediaType];
  if (!reader) {
    const message = `Pictures of type ${mediaType} are not read here; ${Object.keys(READERS).join(', ')} are.`;
    throw new ServiceError('UNSUPPORTED_CAPABILITY', message);
  }
  const size = readSize(reader, bytes);
  if (!size || size.width === 0 || size.height === 0) {
    throw new ServiceError('BAD_USER_INPUT', 'The picture cannot be read: its header tells no size.');
  }
  return countPixels(size);
}

function readSize(reader: SizeReader, bytes: Uint8Array): ImageSize | undefined {
  try {
    return reader(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch (error) {
    if (OUT_OF_BYTES.includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

/** @throws ServiceError `BAD_USER_INPUT` where they are too many */
function countPixels({ width, height }: ImageSize): number {
  const pixels = width * height;
  const side = Math.max(width, height);
  if (pixels <= MAX_PIXELS && side <= MAX_SIDE) return pixels;
  const message = `The picture has ${width} × ${height} pixels; at most ${MAX_PIXELS} in all and ${MAX_SIDE} a side are read.`;
  const limit =
    pixels > MAX_PIXELS
      ? { dimension: 'pixels', limit: MAX_PIXELS, value: pixels }
      : { dimension: 'side', limit: MAX_SIDE, value: side };
  throw new ServiceError('BAD_USER_INPUT', message, { limit });
}
