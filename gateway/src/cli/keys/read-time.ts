import { InvalidArgumentError } from 'commander';

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A time to come as a person writes it: `30d`, `12h`, `90m`, `0s`, or a date such as `2027-01-31` or `2027-01-31T09:00Z`. */
export function readTime(text: string): Date {
  const [, count, unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  if (count !== undefined) return new Date(Date.now() + Number(count) * (UNITS[unit] ?? 0));
  const date = new Date(/^\d{4}-\d\d-\d\d/.test(text) ? text : Number.NaN);
  if (Number.isNaN(date.getTime())) throw new InvalidArgumentError('Expected a time such as 30d, 12h or 2027-01-31.');
  return date;
}
