import { randomInt } from 'node:crypto';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** A random text of base-62 digits, each equally likely, from the system's secure source. */
export function randomBase62(length: number): string {
  return Array.from({ length }, () => DIGITS[randomInt(DIGITS.length)]).join('');
}

/** A number from 0 to 2^53 - 1 as base-62 digits, zeros before it up to the length. */
export function toBase62(value: number, length: number): string {
  let rest = value;
  let digits = '';
  while (rest > 0) {
    digits = `${DIGITS[rest % DIGITS.length]}${digits}`;
    rest = Math.floor(rest / DIGITS.length);
  }
  return digits.padStart(length, DIGITS[0]);
}
