import { area, boundSteps, expectStructure, type PixelCounter } from './pixel-counter.js';

/**
 * WebP, RFC 9649: chunks in a RIFF container. The larger of the canvas and the sum of the frames counts; the chunks
 * inside an animation's frame are counted like those at the top.
 */
export const countWebpPixels: PixelCounter = (bytes) => {
  const step = boundSteps();
  let canvas = 0;
  let frames = 0;
  for (let position = 12; position + 8 <= bytes.length;) {
    step();
    const name = bytes.toString('latin1', position, position + 4);
    const content = position + 8;
    if (name === 'VP8X') canvas = area(1 + bytes.readUIntLE(content + 4, 3), 1 + bytes.readUIntLE(content + 7, 3));
    if (name === 'VP8 ') frames += lossyPixels(bytes, content);
    if (name === 'VP8L') frames += losslessPixels(bytes, content);
    const length = bytes.readUInt32LE(position + 4);
    // An animation's frame begins with 16 bytes of its own, and chunks follow.
    position = content + (name === 'ANMF' ? 16 : length + (length % 2));
  }
  expectStructure(frames > 0, 'no frame');
  return Math.max(canvas, frames);
};

/** RFC 6386, section 9.1: a key frame's start code, then 14 bits a side beside 2 of scale. */
function lossyPixels(bytes: Buffer, start: number): number {
  expectStructure(bytes.readUIntBE(start + 3, 3) === 0x9d012a, 'no key frame');
  return area(bytes.readUInt16LE(start + 6) & 0x3fff, bytes.readUInt16LE(start + 8) & 0x3fff);
}

/** RFC 9649, section 3.4: a signature, then 14 bits a side, less one. */
function losslessPixels(bytes: Buffer, start: number): number {
  expectStructure(bytes.readUInt8(start) === 0x2f, 'no lossless signature');
  const sides = bytes.readUInt32LE(start + 1);
  return area(1 + (sides & 0x3fff), 1 + ((sides >>> 14) & 0x3fff));
}
