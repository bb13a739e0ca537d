/** The sound of every voice: one channel of 16-bit PCM, little-endian. */
export const SAMPLE_RATE = 22_050;
const BYTES_A_SAMPLE = 2;
export const BYTES_A_SECOND = SAMPLE_RATE * BYTES_A_SAMPLE;

/** `RIFF`, its size and `WAVE`; the chunk `fmt `; the head of the chunk `data`. */
export const HEADER_BYTES = 44;
const FORMAT_BYTES = 16;
const PCM = 1;
const CHANNELS = 1;

/** Puts samples into a WAV file, with the true sizes. */
export function toWav(samples: Uint8Array): { readonly bytes: Uint8Array; readonly seconds: number } {
  const bytes = Buffer.alloc(HEADER_BYTES + samples.byteLength);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(bytes.byteLength - 8, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(FORMAT_BYTES, 16);
  bytes.writeUInt16LE(PCM, 20);
  bytes.writeUInt16LE(CHANNELS, 22);
  bytes.writeUInt32LE(SAMPLE_RATE, 24);
  bytes.writeUInt32LE(BYTES_A_SECOND, 28);
  bytes.writeUInt16LE(BYTES_A_SAMPLE, 32);
  bytes.writeUInt16LE(BYTES_A_SAMPLE * 8, 34);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(samples.byteLength, 40);
  bytes.set(samples, HEADER_BYTES);
  return { bytes, seconds: samples.byteLength / BYTES_A_SECOND };
}
