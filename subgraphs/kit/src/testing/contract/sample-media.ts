import { crc32, deflateSync } from 'node:zlib';

/** Digits of five by seven dots, a row a number of five bits. */
const DIGITS = [
  [14, 17, 19, 21, 25, 17, 14],
  [4, 12, 4, 4, 4, 4, 14],
  [14, 17, 1, 2, 4, 8, 31],
  [31, 2, 4, 2, 1, 17, 14],
  [2, 6, 10, 18, 31, 2, 2],
  [31, 16, 30, 1, 1, 17, 14],
  [6, 8, 16, 30, 17, 17, 14],
  [31, 1, 2, 4, 8, 8, 8],
  [14, 17, 17, 14, 17, 17, 14],
  [14, 17, 17, 15, 1, 2, 12],
] as const;

const DOT = 6;
const MARGIN = 4;

/** A picture of a number, black on white, as the `data:` URL of a PNG. */
export function numberPicture(number: number): string {
  const digits = String(number)
    .split('')
    .map((digit) => DIGITS[Number(digit)] ?? DIGITS[0]);
  const columns = 2 * MARGIN + digits.length * 6 - 1;
  const rows = 2 * MARGIN + 7;
  const isBlack = (column: number, row: number) => {
    const [place, within] = [Math.floor((column - MARGIN) / 6), (column - MARGIN) % 6];
    const bits = column < MARGIN ? undefined : digits[place]?.[row - MARGIN];
    return bits !== undefined && within < 5 && ((bits >> (4 - within)) & 1) === 1;
  };
  const lines = Array.from({ length: rows * DOT }, (_, y) => {
    const row = Math.floor(y / DOT);
    return Buffer.from([
      0,
      ...Array.from({ length: columns * DOT }, (_dot, x) => (isBlack(Math.floor(x / DOT), row) ? 0 : 255)),
    ]);
  });
  return toPng(columns * DOT, rows * DOT, Buffer.concat(lines));
}

/** @param lines each with its filter's byte before it; 8 bits of grey a pixel */
function toPng(width: number, height: number, lines: Buffer): string {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  const png = Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(lines)), chunk('IEND')]);
  return `data:image/png;base64,${png.toString('base64')}`;
}

function chunk(type: string, data: Buffer = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}

const SAMPLE_RATE = 8_000;

/** A tone, a different one for each number, as the `data:` URL of a WAV file. */
export function tone(number: number, seconds: number): string {
  const samples = Buffer.alloc(Math.round(seconds * SAMPLE_RATE) * 2);
  const step = (2 * Math.PI * (200 + number * 10)) / SAMPLE_RATE;
  for (let index = 0; index < samples.length / 2; index += 1) {
    samples.writeInt16LE(Math.round(Math.sin(index * step) * 20_000), index * 2);
  }
  const header = Buffer.from('524946460000000057415645666d7420100000000100010000000000000000000200100064617461', 'hex');
  const length = Buffer.alloc(4);
  header.writeUInt32LE(36 + samples.length, 4);
  header.writeUInt32LE(SAMPLE_RATE, 24);
  header.writeUInt32LE(SAMPLE_RATE * 2, 28);
  length.writeUInt32LE(samples.length);
  return `data:audio/wav;base64,${Buffer.concat([header, length, samples]).toString('base64')}`;
}
