import type { MediaType } from '../../media-type.js';
import { countBmpPixels } from './bmp-pixels.js';
import { countGifPixels } from './gif-pixels.js';
import { countJpegPixels } from './jpeg-pixels.js';
import type { PixelCounter } from './pixel-counter.js';
import { countPngPixels } from './png-pixels.js';
import { countTiffPixels } from './tiff-pixels.js';
import { countWebpPixels } from './webp-pixels.js';

const COUNTERS: Partial<Readonly<Record<MediaType, PixelCounter>>> = {
  'image/png': countPngPixels,
  'image/jpeg': countJpegPixels,
  'image/gif': countGifPixels,
  'image/webp': countWebpPixels,
  'image/bmp': countBmpPixels,
  'image/tiff': countTiffPixels,
};

/**
 * The pixels of a picture, read from its structure without decoding anything; 0 for a sound. An own reading, since
 * general libraries follow broken files leniently, and with that to another size than a decoder's.
 *
 * @throws where the structure cannot be followed
 */
export function countPixels(bytes: Buffer, mediaType: MediaType): number {
  return COUNTERS[mediaType]?.(bytes) ?? 0;
}
