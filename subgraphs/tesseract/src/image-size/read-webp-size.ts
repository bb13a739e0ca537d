import type { ImageSize, SizeReader } from './image-size.js';

/** By the name of the file's first chunk; each reads the sides behind its eight bytes of name and length. */
const CHUNKS: Readonly<Record<string, (content: Buffer) => ImageSize | undefined>> = {
  'VP8 ': readLossy,
  VP8L: readLossless,
  VP8X: readExtended,
};

/**
 * WebP, RFC 9649. The first chunk has the size: a decoder refuses a file whose canvas differs from its only frame, and
 * Tesseract's takes no animations.
 */
export const readWebpSize: SizeReader = (bytes) => CHUNKS[bytes.toString('latin1', 12, 16)]?.(bytes.subarray(20));

/** RFC 6386, section 9.1: a key frame's start code, then 14 bits a side beside 2 of scale. */
function readLossy(content: Buffer): ImageSize | undefined {
  if (content.readUIntBE(3, 3) !== 0x9d012a) return undefined;
  return { width: content.readUInt16LE(6) & 0x3fff, height: content.readUInt16LE(8) & 0x3fff };
}

/** RFC 9649, section 3.4: a signature, then 14 bits a side, less one. */
function readLossless(content: Buffer): ImageSize | undefined {
  if (content.readUInt8(0) !== 0x2f) return undefined;
  const sides = content.readUInt32LE(1);
  return { width: 1 + (sides & 0x3fff), height: 1 + ((sides >>> 14) & 0x3fff) };
}

/** RFC 9649, section 2.7: flags, then 24 bits a side, less one. */
function readExtended(content: Buffer): ImageSize {
  return { width: 1 + content.readUIntLE(4, 3), height: 1 + content.readUIntLE(7, 3) };
}
