/** The kinds of media that services take, as the first bytes tell. */
export type MediaKind = 'image' | 'audio';

interface Signature {
  readonly mediaType: string;
  readonly matches: (bytes: Buffer) => boolean;
}

const ascii =
  (text: string, offset = 0) =>
  (bytes: Buffer) =>
    bytes.toString('latin1', offset, offset + text.length) === text;
const octets =
  (...values: number[]) =>
  (bytes: Buffer) =>
    values.every((value, index) => bytes[index] === value);
const riff = (form: string) => (bytes: Buffer) => ascii('RIFF')(bytes) && ascii(form, 8)(bytes);

/** An MPEG audio frame of layer III: eleven set bits, then a version and a layer that exist. */
const mpegFrame = (bytes: Buffer) => {
  const [first = 0, second = 0, third = 0] = bytes;
  return (
    first === 0xff &&
    (second & 0xe0) === 0xe0 &&
    (second & 0x18) !== 0x08 &&
    (second & 0x06) === 0x02 &&
    third >> 4 !== 0xf
  );
};

const SIGNATURES: readonly Signature[] = [
  { mediaType: 'image/png', matches: octets(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a) },
  { mediaType: 'image/jpeg', matches: octets(0xff, 0xd8, 0xff) },
  { mediaType: 'image/gif', matches: (bytes) => ascii('GIF87a')(bytes) || ascii('GIF89a')(bytes) },
  { mediaType: 'image/webp', matches: riff('WEBP') },
  {
    mediaType: 'image/bmp',
    matches: (bytes) => ascii('BM')(bytes) && bytes.length > 26 && bytes.readUInt32LE(6) === 0,
  },
  {
    mediaType: 'image/tiff',
    matches: (bytes) => octets(0x49, 0x49, 0x2a, 0)(bytes) || octets(0x4d, 0x4d, 0, 0x2a)(bytes),
  },
  { mediaType: 'audio/wav', matches: riff('WAVE') },
  { mediaType: 'audio/ogg', matches: ascii('OggS') },
  { mediaType: 'audio/flac', matches: ascii('fLaC') },
  { mediaType: 'audio/mpeg', matches: (bytes) => ascii('ID3')(bytes) || mpegFrame(bytes) },
];

/** The media type that the bytes' own signature tells, whatever their sender calls them. */
export function detectMediaType(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 64));
  return SIGNATURES.find(({ matches }) => matches(head))?.mediaType;
}

/** The media types that are known of a kind. */
export function knownTypes(kind: MediaKind): string[] {
  return SIGNATURES.map(({ mediaType }) => mediaType).filter((mediaType) => mediaType.startsWith(`${kind}/`));
}
