import { area, type PixelCounter } from './pixel-counter.js';

/** The header of OS/2 1.x, the only one with sides of 16 bits. */
const CORE_HEADER = 12;

/** BMP, by its DIB header; a negative height means that the rows run from the top. */
export const countBmpPixels: PixelCounter = (bytes) => {
  if (bytes.readUInt32LE(14) === CORE_HEADER) return area(bytes.readUInt16LE(18), bytes.readUInt16LE(20));
  return area(Math.abs(bytes.readInt32LE(18)), Math.abs(bytes.readInt32LE(22)));
};
