import type { SizeReader } from './image-size.js';

/** PNG, https://www.w3.org/TR/png-3/#11IHDR: decoders refuse a file whose first chunk is another. */
export const readPngSize: SizeReader = (bytes) => {
  const isHeader = bytes.readUInt32BE(8) === 13 && bytes.toString('latin1', 12, 16) === 'IHDR';
  return isHeader ? { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) } : undefined;
};
