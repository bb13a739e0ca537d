import type { SizeReader } from './image-size.js';

/** Cameras write a dozen segments before the frame; a colour profile or a preview may take some dozens more. */
const MAX_SEGMENTS = 1_000;

/**
 * JPEG, ITU-T T.81 annex B: the marker segments up to the first frame header, of whatever coding, since decoders refuse
 * a second one. Where they look for the next marker among garbage, this gives up.
 */
export const readJpegSize: SizeReader = (bytes) => {
  let position = 2;
  for (let segment = 0; segment < MAX_SEGMENTS; segment += 1) {
    const marker = bytes.readUInt8(position + 1);
    if (bytes.readUInt8(position) !== 0xff || !mayStandBeforeFrame(marker)) return undefined;
    if (isFrameHeader(marker)) {
      return { height: bytes.readUInt16BE(position + 5), width: bytes.readUInt16BE(position + 7) };
    }
    position += 2 + bytes.readUInt16BE(position + 2);
  }
  return undefined;
};

/** SOF0 to SOF15; among their numbers stand DHT, JPG and DAC. */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

/** Frame headers, tables, application data and comments: all have a length. */
function mayStandBeforeFrame(marker: number): boolean {
  return (marker >= 0xc0 && marker <= 0xcf) || [0xdb, 0xdd, 0xfe].includes(marker) || (marker & 0xf0) === 0xe0;
}
