import { area, boundSteps, expectStructure, type PixelCounter } from './pixel-counter.js';

const EXTENSION = 0x21;
const IMAGE = 0x2c;
const TRAILER = 0x3b;

/**
 * GIF, https://www.w3.org/Graphics/GIF/spec-gif89a.txt. Decoders hold the screen or all frames, and a frame may be
 * larger than the screen says: the larger of the screen and the sum of the frames counts.
 */
export const countGifPixels: PixelCounter = (bytes) => {
  const screen = bytes.readUInt16LE(6) * bytes.readUInt16LE(8);
  const step = boundSteps();
  let frames = 0;
  let position = 13 + colorTableLength(bytes.readUInt8(10));
  for (let block = bytes.readUInt8(position); block !== TRAILER; block = bytes.readUInt8(position)) {
    expectStructure(block === IMAGE || block === EXTENSION, 'an unknown block');
    if (block === IMAGE) {
      frames += area(bytes.readUInt16LE(position + 5), bytes.readUInt16LE(position + 7));
      position = skipSubBlocks(bytes, position + 11 + colorTableLength(bytes.readUInt8(position + 9)), step);
    } else position = skipSubBlocks(bytes, position + 2, step);
  }
  expectStructure(frames > 0, 'no frame');
  return Math.max(screen, frames);
};

function colorTableLength(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}

function skipSubBlocks(bytes: Buffer, start: number, step: () => void): number {
  let position = start;
  for (let length = bytes.readUInt8(position); length > 0; length = bytes.readUInt8(position)) {
    step();
    position += 1 + length;
  }
  step();
  return position + 1;
}
