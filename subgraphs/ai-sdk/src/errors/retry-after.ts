/** Headers of an answer, their names in lower case. */
export type AnswerHeaders = Readonly<Record<string, string | undefined>>;

/** Nobody waits longer; a vendor that asks for more is asked again after a day. */
const MAX_MS = 24 * 60 * 60 * 1_000;

/**
 * How long a vendor wants to be left alone, in milliseconds, by what its headers say: `retry-after-ms`, `retry-after`
 * (seconds, or a date), and of the limits whose remainder is zero the one that is reset last (`x-ratelimit-reset-tokens`
 * of OpenAI and its kin, `anthropic-ratelimit-tokens-reset` of Anthropic).
 *
 * @param now milliseconds since 1970, for dates
 */
export function readRetryAfter(headers: AnswerHeaders, now: number): number | undefined {
  const asked =
    readNumber(headers['retry-after-ms']) ?? readDelay(headers['retry-after'], now) ?? readResets(headers, now);
  return asked === undefined ? undefined : boundDelay(asked);
}

/** A delay such as `34s`, `1m26.5s` or `20ms`, in milliseconds. */
export function readDuration(text: string): number | undefined {
  if (!/^(?:\d{1,9}(?:\.\d{1,9})?(?:ms|h|m|s))+$/.test(text)) return undefined;
  let sum = 0;
  for (const [, value, unit] of text.matchAll(/([\d.]+)(ms|h|m|s)/g)) {
    sum += Number(value) * UNITS[unit as keyof typeof UNITS];
  }
  return boundDelay(sum);
}

const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const;

function boundDelay(ms: number): number {
  return Math.min(Math.max(Math.ceil(ms), 0), MAX_MS);
}

function readNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,12}(?:\.\d{1,9})?$/.test(text.trim()) ? Number(text) : undefined;
}

/** Seconds, or a date of HTTP or of RFC 3339. */
function readDelay(text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined;
  const seconds = readNumber(text);
  if (seconds !== undefined) return seconds * 1_000;
  const date = /^[\w ,:+.-]{10,40}$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : date - now;
}

function readResets(headers: AnswerHeaders, now: number): number | undefined {
  const resets = Object.entries(headers)
    .filter(([name, value]) => isUsedUp(name, value))
    .map(([name]) => readReset(headers[resetOf(name)], now))
    .filter((delay) => delay !== undefined);
  return resets.length === 0 ? undefined : Math.max(...resets);
}

function isUsedUp(name: string, value: string | undefined): boolean {
  return /^(?:x-ratelimit-remaining-|anthropic-ratelimit-[a-z-]+-remaining$)/.test(name) && readNumber(value) === 0;
}

function resetOf(name: string): string {
  return name.replace(/remaining(?=-|$)/, 'reset');
}

function readReset(text: string | undefined, now: number): number | undefined {
  return text === undefined ? undefined : (readDuration(text) ?? readDelay(text, now));
}
