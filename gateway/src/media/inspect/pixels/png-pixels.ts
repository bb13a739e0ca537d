import { area, expectStructure, type PixelCounter } from './pixel-counter.js';

/** PNG, https://www.w3.org/TR/png-3/#11IHDR: the header chunk stands first, and only once. */
export const countPngPixels: PixelCounter = (bytes) => {
  const isHeader = bytes.readUInt32BE(8) === 13 && bytes.toString('latin1', 12, 16) === 'IHDR';
  expectStructure(isHeader, 'no IHDR');
  return area(bytes.readUInt32BE(16), bytes.readUInt32BE(20));
};
