import { area, boundSteps, expectStructure, type PixelCounter } from './pixel-counter.js';

const START_OF_SCAN = 0xda;

/**
 * JPEG, ITU-T T.81 annex B: marker segments up to the first scan. Every frame header counts, of whatever coding, and
 * the largest wins. A height that is told only after the scan (DNL) is not taken.
 */
export const countJpegPixels: PixelCounter = (bytes) => {
  const step = boundSteps();
  let largest = 0;
  for (let position = 2; ;) {
    step();
    expectStructure(bytes.readUInt8(position) === 0xff, 'no marker where one must be');
    const marker = bytes.readUInt8(position + 1);
    if (marker === 0xff) {
      position += 1;
      continue;
    }
    expectStructure(hasLength(marker), 'a marker that cannot stand before the scan');
    const length = bytes.readUInt16BE(position + 2);
    expectStructure(length >= 2, 'a segment that is shorter than its length');
    if (marker === START_OF_SCAN) break;
    if (isFrameHeader(marker)) {
      largest = Math.max(largest, area(bytes.readUInt16BE(position + 7), bytes.readUInt16BE(position + 5)));
    }
    position += 2 + length;
  }
  expectStructure(largest > 0, 'no frame header');
  return largest;
};

/** SOF0 to SOF15; among their numbers stand DHT, JPG and DAC. */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** Markers without a segment (TEM, RST, SOI, EOI) and stuffed zeros have nothing to do before a scan. */
function hasLength(marker: number): boolean {
  return marker >= 0xc0 && !(marker >= 0xd0 && marker <= 0xd9);
}
