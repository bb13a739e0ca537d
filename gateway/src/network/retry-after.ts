/** Nobody waits longer than a day, in milliseconds. */
const LONGEST_MS = 86_400_000;

/**
 * What a `Retry-After` header asks for, in milliseconds: seconds or a date (RFC 9110, section 10.2.3). Undefined where
 * it is missing, stands there twice, or is neither.
 */
export function readRetryAfter(header: string | string[] | undefined): number | undefined {
  if (typeof header !== 'string') return undefined;
  const ms = /^\d{1,9}$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), LONGEST_MS);
}
