import type { SizeReader } from './image-size.js';

/** The tags that say how much is allocated. */
const WIDTH = 256;
const HEIGHT = 257;
const SAMPLES_PER_PIXEL = 277;
const TILE_WIDTH = 322;
const TILE_HEIGHT = 323;

/** Colour and transparency. */
const MAX_SAMPLES = 4;

const SHORT = 3;
const LONG = 4;

/**
 * TIFF 6.0, section 2: the first directory, whose page alone is read. Where a tag stands twice readers differ on which
 * one counts, so the larger one does; a tile counts where it is larger than its page.
 */
export const readTiffSize: SizeReader = (bytes) => {
  const littleEndian = bytes.toString('latin1', 0, 2) === 'II';
  const uint16 = (position: number) => (littleEndian ? bytes.readUInt16LE(position) : bytes.readUInt16BE(position));
  const uint32 = (position: number) => (littleEndian ? bytes.readUInt32LE(position) : bytes.readUInt32BE(position));

  const largest = new Map([WIDTH, HEIGHT, SAMPLES_PER_PIXEL, TILE_WIDTH, TILE_HEIGHT].map((tag) => [tag, 0]));
  const directory = uint32(4);
  const entries = uint16(directory);
  for (let position = directory + 2; position < directory + 2 + 12 * entries; position += 12) {
    const tag = uint16(position);
    const seen = largest.get(tag);
    if (seen === undefined) continue;
    const type = uint16(position + 2);
    // Sides as bytes, or as a list, are nobody's but a forger's.
    if ((type !== SHORT && type !== LONG) || uint32(position + 4) !== 1) return undefined;
    largest.set(tag, Math.max(seen, type === SHORT ? uint16(position + 8) : uint32(position + 8)));
  }
  const [width = 0, height = 0, samples = 0, tileWidth = 0, tileHeight = 0] = largest.values();
  if (width === 0 || height === 0 || samples > MAX_SAMPLES) return undefined;
  return { width: Math.max(width, tileWidth), height: Math.max(height, tileHeight) };
};
