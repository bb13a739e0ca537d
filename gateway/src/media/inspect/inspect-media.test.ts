import { describe, expect, it } from '@jest/globals';

import { kindOf, type MediaKind, type MediaType } from '../media-type.js';
import * as sample from '../testing/sample-media.js';
import { inspectMedia } from './inspect-media.js';

const LIMITS = { maxBytes: 100_000, maxPixels: 40_000_000 };
const WIDTH = 256;
const HEIGHT = 257;
const types = Object.entries(sample.SAMPLES) as [MediaType, Buffer][];
const pictures = types.filter(([mediaType]) => kindOf(mediaType) === 'image');

const inspect = (bytes: Buffer, kind?: MediaKind, limits = LIMITS) => inspectMedia(bytes, kind, limits);

async function expectRefusal(bytes: Buffer, message: RegExp, kind: MediaKind = 'image') {
  await expect(inspect(bytes, kind)).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    message: expect.stringMatching(message),
    details: { inputPath: ['url'] },
  });
}

describe('the type of bytes', () => {
  it.each(types)('is %s by their signature', async (mediaType, bytes) => {
    expect(await inspect(bytes)).toBe(mediaType);
    expect(await inspect(bytes, kindOf(mediaType))).toBe(mediaType);
    await expectRefusal(bytes, /^Expected one of/, kindOf(mediaType) === 'image' ? 'audio' : 'image');
  });

  it.each([
    ['a page', '<!DOCTYPE html><html><script>alert(1)</script></html>'],
    ['SVG, which is a program', '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'],
    ['SVG behind a declaration', '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['a document', '%PDF-1.7\n'],
    ['an archive', 'PK\x03\x04'],
    ['a program', '\x7fELF'],
    ['nothing', ''],
    ['the beginning of a signature', '\x89PN'],
  ])('is not one that is taken: %s', (_, text) =>
    expectRefusal(Buffer.from(text, 'latin1'), /^Expected one of image\/png, .* by its content/),
  );
});

describe('the size of a picture', () => {
  it.each<[string, Buffer]>([
    ['PNG', sample.pngOf(65_535, 65_535)],
    ['PNG of one line', sample.pngOf(2 ** 31, 1)],
    ['JPEG', sample.jpegWith(sample.jpegFrame(65_500, 65_500))],
    ['JPEG, progressive', sample.jpegWith(sample.jpegFrame(65_500, 65_500, 0xc2))],
    ['JPEG, arithmetic', sample.jpegWith(sample.jpegFrame(65_500, 65_500, 0xc9))],
    ['JPEG with a small frame before', sample.jpegWith(sample.jpegFrame(1, 1), sample.jpegFrame(65_500, 65_500))],
    ['JPEG with a small frame after', sample.jpegWith(sample.jpegFrame(65_500, 65_500), sample.jpegFrame(1, 1))],
    ['GIF by its screen', sample.gifOf([65_535, 65_535], [1, 1])],
    ['GIF by a frame', sample.gifOf([1, 1], [65_535, 65_535])],
    ['GIF by many frames', sample.gifOf([2_000, 2_000], ...Array.from({ length: 11 }, () => [2_000, 2_000] as const))],
    ['WebP, lossy', sample.webpWith(sample.webpFrame(16_383, 16_383))],
    ['WebP, lossless', sample.webpWith(sample.webpLosslessFrame(16_384, 16_384))],
    ['WebP by its canvas', sample.webpWith(sample.webpCanvas(2 ** 24, 2 ** 24), sample.webpFrame(1, 1))],
    ['WebP by its frame', sample.webpWith(sample.webpCanvas(1, 1), sample.webpFrame(16_383, 16_383))],
    ['BMP', sample.bmpOf(30_000, 30_000)],
    ['BMP from the top', sample.bmpOf(30_000, -30_000)],
    [
      'TIFF',
      sample.tiffWith([
        [WIDTH, 100_000],
        [HEIGHT, 100_000],
      ]),
    ],
    [
      'TIFF that tells two widths',
      sample.tiffWith([
        [WIDTH, 2 ** 31],
        [WIDTH, 1],
        [HEIGHT, 1],
      ]),
    ],
  ])('is too much for a decoder: %s', (_, bytes) => expectRefusal(bytes, /has \d+ pixels; at most 40000000 are taken/));

  it('is told with its limit', async () => {
    await expect(inspect(sample.pngOf(10_000, 10_000))).rejects.toMatchObject({
      details: { limit: { dimension: 'pixels', limit: 40_000_000, value: 100_000_000 } },
    });
  });

  it('may be exactly the limit', async () => {
    expect(await inspect(sample.pngOf(20_000, 2_000))).toBe('image/png');
    await expectRefusal(sample.pngOf(20_000, 2_001), /pixels/);
  });

  it.each<[string, Buffer]>([
    ['PNG whose first chunk is another', Buffer.from(sample.pngOf(1, 1)).fill('IDAT', 12, 16)],
    ['PNG of no width', sample.pngOf(0, 1)],
    ['JPEG without a frame', sample.jpegWith()],
    ['JPEG whose height comes later', sample.jpegWith(sample.jpegFrame(65_500, 0))],
    ['JPEG with bytes between segments', sample.jpegWith(Buffer.from([0, 0]), sample.jpegFrame(1, 1))],
    ['GIF without a frame', sample.gifOf([1, 1])],
    ['WebP without a frame', sample.webpWith(sample.webpCanvas(1, 1))],
    [
      'TIFF in a circle',
      sample.tiffWith(
        [
          [WIDTH, 1],
          [HEIGHT, 1],
        ],
        8,
      ),
    ],
    ['TIFF without a height', sample.tiffWith([[WIDTH, 1]])],
    [
      'TIFF of 65,535 samples a pixel',
      sample.tiffWith([
        [WIDTH, 1],
        [HEIGHT, 1],
        [277, 65_535],
      ]),
    ],
  ])('cannot be told: %s', (_, bytes) => expectRefusal(bytes, /is damaged|^Expected one of/));

  it.each(pictures)('is never guessed from a %s that was cut off', async (mediaType, bytes) => {
    for (let length = 0; length < bytes.length; length += 1) {
      const outcome = await inspect(bytes.subarray(0, length), 'image').catch((error: { code: string }) => error.code);
      expect([mediaType, 'BAD_USER_INPUT']).toContain(outcome);
    }
  });

  it.each<[string, Buffer]>([
    [
      'GIF',
      Buffer.concat([sample.gifOf([1, 1], [1, 1]).subarray(0, -2), Buffer.alloc(8_000_000, Buffer.from([1, 0]))]),
    ],
    ['JPEG', Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.alloc(8_000_000, 0xff)])],
    [
      'WebP',
      Buffer.concat([
        sample.webpWith(sample.webpFrame(1, 1)),
        Buffer.alloc(8_000_000, Buffer.from('ANMF\0\0\0\0', 'latin1')),
      ]),
    ],
  ])('is not looked for in millions of tiny parts: %s', async (_, bytes) => {
    const inspecting = inspect(bytes, 'image', { ...LIMITS, maxBytes: 10_000_000 });
    await expect(inspecting).rejects.toMatchObject({ cause: { name: 'UnreadablePicture', message: 'too many parts' } });
  });
});

describe('the bytes of a file', () => {
  it('are bounded', async () => {
    await expect(inspect(Buffer.alloc(100_001))).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      details: { limit: { dimension: 'mediaBytes', limit: 100_000, value: 100_001 } },
    });
  });
});
