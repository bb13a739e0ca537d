import { ServiceError } from '@sluice/schema';

/** RFC 3339, section 5.6. */
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/i;

/**
 * The moment that a `DateTime` of the input names.
 *
 * @throws ServiceError `BAD_USER_INPUT` that names its place
 */
export function readDateTime(value: unknown, member: string): Date | null {
  if (value === null || value === undefined) return null;
  const moment = typeof value === 'string' && DATE_TIME.test(value) ? new Date(value) : new Date(Number.NaN);
  if (!Number.isNaN(moment.getTime())) return moment;
  const message = `input.${member}: expected a date and time of RFC 3339, such as 2026-01-31T09:30:00Z.`;
  throw new ServiceError('BAD_USER_INPUT', message, { inputPath: ['input', member] });
}

export function writeDateTime(moment: Date): string {
  return moment.toISOString();
}
