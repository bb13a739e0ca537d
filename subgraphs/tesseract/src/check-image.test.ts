import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

import { checkImage } from './check-image.js';

const PIXELS = 480 * 80;

const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url));
const typeOf = (name: string) => `image/${name.split('.')[1]?.replace('jpg', 'jpeg')}`;

/** The refusal of a picture; undefined where it is taken. */
function refusalOf(bytes: Uint8Array, mediaType: string): unknown {
  try {
    checkImage({ bytes, mediaType });
    return undefined;
  } catch (error) {
    return error;
  }
}

const UNREADABLE = { code: 'BAD_USER_INPUT', message: expect.stringMatching(/tells no size/) };
const TOO_LARGE = { code: 'BAD_USER_INPUT', details: { limit: expect.objectContaining({ dimension: 'pixels' }) } };

/** A JPEG's segment: its marker, its length, its content. */
const segment = (marker: number, ...content: number[]) => [0xff, marker, 0, content.length + 2, ...content];
const frame = (marker: number, side: number) => {
  const bytes = [side >> 8, side & 0xff];
  return segment(marker, 8, ...bytes, ...bytes, 1, 1, 0x11, 0);
};
const jpegOf = (...segments: number[][]) => Buffer.from([0xff, 0xd8, ...segments.flat()]);

type Entry = readonly [tag: number, value: number, type?: number];

/** A TIFF of nothing but its first directory. */
function tiffOf(...entries: Entry[]): Buffer {
  const tiff = Buffer.alloc(10 + 12 * entries.length + 4);
  tiff.write('II*\0', 'latin1');
  tiff.writeUInt32LE(8, 4);
  tiff.writeUInt16LE(entries.length, 8);
  for (const [index, [tag, value, type = 4]] of entries.entries()) {
    const position = 10 + 12 * index;
    tiff.writeUInt16LE(tag, position);
    tiff.writeUInt16LE(type, position + 2);
    tiff.writeUInt32LE(1, position + 4);
    tiff.writeUInt32LE(value, position + 8);
  }
  return tiff;
}

describe('the size of a picture', () => {
  it.each([
    'heading.jpg',
    'heading-progressive.jpg',
    'heading.webp',
    'heading-lossless.webp',
    'heading-alpha.webp',
    'heading.tiff',
  ])('is read from the header of %s', (name) => {
    expect(checkImage({ bytes: fixture(name), mediaType: typeOf(name) })).toBe(PIXELS);
  });

  it.each(['heading.jpg', 'heading.webp', 'heading.tiff'])('is not guessed where %s is cut off', (name) => {
    expect(refusalOf(fixture(name).subarray(0, 20), typeOf(name))).toMatchObject(UNREADABLE);
  });

  it('is not looked for in kinds of pictures that are not read', () => {
    const message = 'Pictures of type image/gif are not read here; image/png, image/jpeg, image/webp, image/tiff are.';
    expect(refusalOf(Buffer.from('GIF89a'), 'image/gif')).toMatchObject({ code: 'UNSUPPORTED_CAPABILITY', message });
    expect(refusalOf(Buffer.from('BM'), 'image/bmp')).toMatchObject({ code: 'UNSUPPORTED_CAPABILITY' });
  });
});

describe('a bomb that hides its size', () => {
  it('in a JPEG by a rare coding, with a small frame behind it, is seen', () => {
    expect(refusalOf(jpegOf(frame(0xc9, 30_000), frame(0xc0, 10)), 'image/jpeg')).toMatchObject(TOO_LARGE);
  });

  it('in a JPEG behind what is no segment is not followed', () => {
    expect(refusalOf(jpegOf([0, 0, 0], frame(0xc0, 10)), 'image/jpeg')).toMatchObject(UNREADABLE);
    expect(refusalOf(jpegOf(segment(0xd9), frame(0xc0, 10)), 'image/jpeg')).toMatchObject(UNREADABLE);
  });

  it('in a TIFF by tags that stand twice, or by its tiles, is seen', () => {
    const twice = tiffOf([256, 20_000], [256, 10], [257, 20_000], [257, 10]);
    const tiled = tiffOf([256, 10], [257, 10], [322, 30_000], [323, 30_000]);
    expect(refusalOf(twice, 'image/tiff')).toMatchObject(TOO_LARGE);
    expect(refusalOf(tiled, 'image/tiff')).toMatchObject(TOO_LARGE);
  });

  it('in a TIFF by a size of a rare form, or by its samples, is refused', () => {
    expect(refusalOf(tiffOf([256, 10, 16], [257, 10]), 'image/tiff')).toMatchObject(UNREADABLE);
    expect(refusalOf(tiffOf([256, 10], [257, 10], [277, 60_000]), 'image/tiff')).toMatchObject(UNREADABLE);
  });

  it('by one very long side is refused with that limit', () => {
    expect(refusalOf(jpegOf(segment(0xc0, 8, 0, 1, 0xff, 0xff)), 'image/jpeg')).toMatchObject({
      code: 'BAD_USER_INPUT',
      details: { limit: { dimension: 'side', limit: 32_767, value: 65_535 } },
    });
  });
});

describe('a file that is made to be walked through', () => {
  it.each([
    ['image/jpeg', Buffer.concat([jpegOf(segment(0xe0)), Buffer.alloc(14_000_000)])],
    ['image/jpeg', Buffer.from([0xff, 0xd8, ...Array.from({ length: 50_000 }, () => segment(0xe0)).flat()])],
    ['image/tiff', Buffer.concat([tiffOf([256, 10]).subarray(0, 8), Buffer.alloc(14_000_000, 1)])],
  ])('takes no time: %s', (mediaType, bytes) => {
    const startedAt = performance.now();
    expect(refusalOf(bytes, mediaType)).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(performance.now() - startedAt).toBeLessThan(100);
  });
});
