import { area, boundSteps, expectStructure, type PixelCounter } from './pixel-counter.js';

const WIDTH = 256;
const HEIGHT = 257;
const SAMPLES_PER_PIXEL = 277;
const MAX_PAGES = 64;
/** More samples a pixel than colour and transparency need only multiply what a decoder allocates. */
const MAX_SAMPLES = 8;

interface Reader {
  readonly uint16: (position: number) => number;
  readonly uint32: (position: number) => number;
}

/**
 * TIFF 6.0: the pages of a file stand in a chain of directories, all of which count. Where a tag stands twice, the
 * larger value counts. BigTIFF is not taken.
 */
export const countTiffPixels: PixelCounter = (bytes) => {
  const reader = createReader(bytes);
  expectStructure(reader.uint16(2) === 42, 'not a classic TIFF');
  const step = boundSteps();
  let pixels = 0;
  let directory = reader.uint32(4);
  for (let page = 0; directory !== 0; page += 1) {
    expectStructure(page < MAX_PAGES, 'too many pages, or a circle');
    const entries = reader.uint16(directory);
    pixels += countPage(reader, directory + 2, entries, step);
    directory = reader.uint32(directory + 2 + 12 * entries);
  }
  expectStructure(pixels > 0, 'no page');
  return pixels;
};

function createReader(bytes: Buffer): Reader {
  return bytes.toString('latin1', 0, 2) === 'MM'
    ? { uint16: (position) => bytes.readUInt16BE(position), uint32: (position) => bytes.readUInt32BE(position) }
    : { uint16: (position) => bytes.readUInt16LE(position), uint32: (position) => bytes.readUInt32LE(position) };
}

function countPage(reader: Reader, start: number, entries: number, step: () => void): number {
  const largest = new Map<number, number>([WIDTH, HEIGHT, SAMPLES_PER_PIXEL].map((tag) => [tag, 0]));
  for (let position = start; position < start + 12 * entries; position += 12) {
    step();
    const tag = reader.uint16(position);
    const seen = largest.get(tag);
    if (seen !== undefined) largest.set(tag, Math.max(seen, readValue(reader, position)));
  }
  expectStructure((largest.get(SAMPLES_PER_PIXEL) ?? 0) <= MAX_SAMPLES, 'too many samples a pixel');
  return area(largest.get(WIDTH) ?? 0, largest.get(HEIGHT) ?? 0);
}

/** One SHORT or one LONG, which stand in the entry itself. */
function readValue({ uint16, uint32 }: Reader, position: number): number {
  const type = uint16(position + 2);
  expectStructure((type === 3 || type === 4) && uint32(position + 4) === 1, 'a size of an unknown form');
  return type === 3 ? uint16(position + 8) : uint32(position + 8);
}
