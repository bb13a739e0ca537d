/** Where the rate of bytes stands in the format chunk, from its data on. */
const BYTE_RATE = 8;

/**
 * How long a WAV sound plays, in seconds; null where it is none. What follows the head of the data chunk is all sound: a
 * file that was written as a stream has no true size in its head.
 */
export function wavSeconds(bytes: Uint8Array): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const ascii = (offset: number) => String.fromCharCode(...bytes.subarray(offset, offset + 4));
  if (bytes.length < 12 || ascii(0) !== 'RIFF' || ascii(8) !== 'WAVE') return null;
  let byteRate = 0;
  for (let offset = 12; offset + 8 <= bytes.length;) {
    const [id, size, data] = [ascii(offset), view.getUint32(offset + 4, true), offset + 8];
    if (id === 'fmt ' && data + BYTE_RATE + 4 <= bytes.length) byteRate = view.getUint32(data + BYTE_RATE, true);
    if (id === 'data') return byteRate > 0 ? Math.min(size, bytes.length - data) / byteRate : null;
    offset = data + size + (size % 2);
  }
  return null;
}
