import { deflateSync } from 'node:zlib';

import type { MediaType } from '../media-type.js';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');

function pngChunk(name: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(content.length);
  head.write(name, 4, 'latin1');
  return Buffer.concat([head, content, Buffer.alloc(4)]);
}

/** A PNG of any size as its header tells; the pixels are few. The sums of its chunks are left out. */
export function pngOf(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const pixels = deflateSync(Buffer.alloc(64));
  const chunks = [pngChunk('IHDR', header), pngChunk('IDAT', pixels), pngChunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([hex('89504e470d0a1a0a'), ...chunks]);
}

function jpegSegment(marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}

/** One frame header of a JPEG. @param marker which coding; baseline without it */
export function jpegFrame(width: number, height: number, marker = 0xc0): Buffer {
  const content = Buffer.from([8, 0, 0, 0, 0, 1, 1, 0x11, 0]);
  content.writeUInt16BE(height, 1);
  content.writeUInt16BE(width, 3);
  return jpegSegment(marker, content);
}

/** A JPEG with these segments between its begin and its scan. */
export function jpegWith(...segments: Buffer[]): Buffer {
  const scan = Buffer.concat([jpegSegment(0xda, hex('010100003f00')), Buffer.alloc(8)]);
  return Buffer.concat([
    hex('ffd8'),
    jpegSegment(0xe0, Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0')),
    ...segments,
    scan,
    hex('ffd9'),
  ]);
}

/** A GIF with a screen and frames of these sizes. */
export function gifOf(screen: readonly [number, number], ...frames: (readonly [number, number])[]): Buffer {
  const head = Buffer.from('GIF89a\0\0\0\0\0\0\0', 'latin1');
  head.writeUInt16LE(screen[0], 6);
  head.writeUInt16LE(screen[1], 8);
  const images = frames.map(([width, height]) => {
    const image = Buffer.from([0x2c, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 0x4c, 0x01, 0]);
    image.writeUInt16LE(width, 5);
    image.writeUInt16LE(height, 7);
    return image;
  });
  return Buffer.concat([head, ...images, Buffer.from([0x3b])]);
}

function riff(form: string, ...chunks: Buffer[]): Buffer {
  const content = Buffer.concat([Buffer.from(form, 'latin1'), ...chunks]);
  const head = Buffer.from('RIFF\0\0\0\0', 'latin1');
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content]);
}

function riffChunk(name: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, 'latin1');
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)]);
}

/** One lossy frame of a WebP. */
export function webpFrame(width: number, height: number): Buffer {
  const content = Buffer.concat([hex('000000 9d012a 0000 0000'), Buffer.alloc(6)]);
  content.writeUInt16LE(width, 6);
  content.writeUInt16LE(height, 8);
  return riffChunk('VP8 ', content);
}

/** One lossless frame of a WebP. */
export function webpLosslessFrame(width: number, height: number): Buffer {
  const content = Buffer.from([0x2f, 0, 0, 0, 0, 0]);
  content.writeUInt32LE(((width - 1) | ((height - 1) << 14)) >>> 0, 1);
  return riffChunk('VP8L', content);
}

/** The extended header of a WebP, which tells the canvas. */
export function webpCanvas(width: number, height: number): Buffer {
  const content = Buffer.alloc(10);
  content.writeUIntLE(width - 1, 4, 3);
  content.writeUIntLE(height - 1, 7, 3);
  return riffChunk('VP8X', content);
}

export const webpWith = (...chunks: Buffer[]) => riff('WEBP', ...chunks);

/** A BMP; a negative height runs from the top. */
export function bmpOf(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(64);
  bytes.write('BM', 'latin1');
  bytes.writeUInt32LE(54, 10);
  bytes.writeUInt32LE(40, 14);
  bytes.writeInt32LE(width, 18);
  bytes.writeInt32LE(height, 22);
  return bytes;
}

/** A TIFF whose one directory holds these tags, as LONGs, and then names the next directory. */
export function tiffWith(tags: readonly (readonly [tag: number, value: number])[], next = 0): Buffer {
  const bytes = Buffer.alloc(8 + 2 + 12 * tags.length + 4);
  bytes.write('II*\0\x08\0\0\0', 'latin1');
  bytes.writeUInt16LE(tags.length, 8);
  tags.forEach(([tag, value], index) => {
    const position = 10 + 12 * index;
    bytes.writeUInt16LE(tag, position);
    bytes.writeUInt16LE(4, position + 2);
    bytes.writeUInt32LE(1, position + 4);
    bytes.writeUInt32LE(value, position + 8);
  });
  bytes.writeUInt32LE(next, bytes.length - 4);
  return bytes;
}

/** A second of silence. */
export function wav(): Buffer {
  const format = riffChunk('fmt ', hex('0100 0100 401f0000 803e0000 0200 1000'));
  return riff('WAVE', format, riffChunk('data', Buffer.alloc(1_000)));
}

/** One small file of every type. */
export const SAMPLES: Readonly<Record<MediaType, Buffer>> = {
  'image/png': pngOf(20, 10),
  'image/jpeg': jpegWith(jpegFrame(20, 10)),
  'image/gif': gifOf([20, 10], [20, 10]),
  'image/webp': webpWith(webpFrame(20, 10)),
  'image/bmp': bmpOf(20, -10),
  'image/tiff': tiffWith([
    [256, 20],
    [257, 10],
  ]),
  'audio/wav': wav(),
  'audio/mpeg': Buffer.concat([hex('fffb9064'), Buffer.alloc(500)]),
  'audio/ogg': Buffer.concat([
    hex('4f676753 00 02 0000000000000000 01000000 00000000 00000000 01 1e'),
    hex('01766f72626973'),
    Buffer.alloc(64),
  ]),
  'audio/flac': Buffer.concat([Buffer.from('fLaC\0\0\0\x22', 'latin1'), Buffer.alloc(64)]),
};
