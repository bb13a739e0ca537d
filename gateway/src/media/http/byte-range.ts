import type { ByteRange } from '../store/media-store.js';

/**
 * Reads the header `Range`, RFC 9110 section 14.2: one range of bytes.
 *
 * @param length of the whole content, in bytes
 * @returns undefined to send all of it (no range, several, or a unit that we do not know), `unsatisfiable` for 416
 */
export function parseRange(header: string | undefined, length: number): ByteRange | 'unsatisfiable' | undefined {
  const [, from, to] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (from === undefined || to === undefined || (from === '' && to === '')) return undefined;
  const last = length - 1;
  if (from === '') return within(Math.max(0, length - Number(to)), last, Number(to) > 0 && length > 0);
  // The end before the beginning makes a header invalid, and an invalid one is ignored.
  if (to !== '' && Number(to) < Number(from)) return undefined;
  return within(Number(from), to === '' ? last : Math.min(Number(to), last), Number(from) < length);
}

function within(first: number, last: number, isSatisfiable: boolean): ByteRange | 'unsatisfiable' {
  return isSatisfiable ? { first, last } : 'unsatisfiable';
}
