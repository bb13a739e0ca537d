import { describe, expect, it } from '@jest/globals';
import { ServiceError } from '@sluice/schema';
import type { MediaKind } from './media-type.js';
import { readDataUrl, toDataUrl } from './media-content.js';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const pad = (head: Buffer) => Buffer.concat([head, Buffer.alloc(64)]);
const url = (bytes: Buffer, type = 'application/octet-stream') => `data:${type};base64,${bytes.toString('base64')}`;
const PNG = pad(hex('89504e470d0a1a0a'));

const refusal = (value: string, kind: MediaKind, maxBytes: number): unknown => {
  try {
    return readDataUrl(value, kind, maxBytes);
  } catch (error) {
    return error;
  }
};

function expectRefused(value: string, message: RegExp, maxBytes = 1_000): void {
  const error = refusal(value, 'image', maxBytes);
  expect(error).toBeInstanceOf(ServiceError);
  expect(error).toMatchObject({ code: 'BAD_USER_INPUT', message: expect.stringMatching(message) });
}

describe('readDataUrl', () => {
  it.each<[string, MediaKind, Buffer]>([
    ['image/png', 'image', PNG],
    ['image/jpeg', 'image', pad(hex('ffd8ffe0'))],
    ['image/gif', 'image', pad(Buffer.from('GIF89a'))],
    ['image/webp', 'image', pad(Buffer.from('RIFF\0\0\0\0WEBP'))],
    ['image/bmp', 'image', pad(hex('424d 9a000000 00000000 36000000'))],
    ['image/tiff', 'image', pad(hex('49492a00'))],
    ['image/tiff', 'image', pad(hex('4d4d002a'))],
    ['audio/wav', 'audio', pad(Buffer.from('RIFF\0\0\0\0WAVE'))],
    ['audio/ogg', 'audio', pad(Buffer.from('OggS'))],
    ['audio/flac', 'audio', pad(Buffer.from('fLaC'))],
    ['audio/mpeg', 'audio', pad(Buffer.from('ID3'))],
    ['audio/mpeg', 'audio', pad(hex('fffb9064'))],
  ])('knows %s by its signature, whatever it is called', (mediaType, kind, bytes) => {
    const content = readDataUrl(url(bytes, 'text/plain'), kind, 1_000);
    expect(content.mediaType).toBe(mediaType);
    expect(Buffer.compare(content.bytes, bytes)).toBe(0);
  });

  it('reads what toDataUrl writes', () => {
    expect(toDataUrl(readDataUrl(url(PNG, 'image/png'), 'image', 1_000))).toBe(url(PNG, 'image/png'));
  });

  it.each(['data:;base64,', 'data:image/png;charset=utf-8;base64,', 'DATA:image/svg+xml;BASE64,'])(
    'takes the header %s',
    (header) => {
      expect(readDataUrl(header + PNG.toString('base64'), 'image', 1_000).mediaType).toBe('image/png');
    },
  );

  it.each([
    ['an address', 'https://example.org/a.png', /data: URL/],
    ['a file', 'file:///etc/passwd', /data: URL/],
    ['content that is not base64', `data:image/png,${'x'.repeat(99)}`, /base64/],
    ['broken base64', `data:image/png;base64,iVBORw0KGgo****AAAA`, /base64/],
    ['no content', 'data:image/png;base64,', /base64/],
    ['an unknown signature', url(pad(Buffer.from('%PDF-1.7'))), /image\/png, image\/jpeg/],
    [
      'SVG, which is a program',
      url(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'image/svg+xml'),
      /image\/png/,
    ],
    ['a sound', url(pad(Buffer.from('OggS'))), /image\/png/],
  ])('refuses %s', (_what, value, message) => expectRefused(value, message));

  it('refuses more bytes than the limit before decoding them', () => {
    expectRefused(url(PNG), /at most 10 bytes, got 72/, 10);
  });

  it('takes exactly the limit', () => {
    expect(readDataUrl(url(PNG), 'image', PNG.length).bytes).toHaveLength(PNG.length);
  });
});
