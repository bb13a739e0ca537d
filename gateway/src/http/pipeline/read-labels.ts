import { ServiceError } from '@sluice/schema';

import { LABEL } from '../../config/route-settings.js';

/** Words by which a caller chooses among routes. */
export const LABELS_HEADER = 'sluice-labels';

const MAX_LABELS = 20;

export const NO_LABELS: ReadonlySet<string> = new Set();

/**
 * The labels of a request: words between commas, such as `batch, cheap`.
 *
 * @returns the mistake, where it is not that: a route must not be missed in silence for a misspelt label
 */
export function readLabels(value: unknown): ReadonlySet<string> | ServiceError {
  if (value === undefined) return NO_LABELS;
  const words = typeof value === 'string' ? value.split(',', MAX_LABELS + 1).map((word) => word.trim()) : [''];
  const said = words.filter((word) => word !== '');
  if (typeof value === 'string' && words.length <= MAX_LABELS && said.every((word) => LABEL.test(word))) {
    return new Set(said);
  }
  return new ServiceError(
    'BAD_USER_INPUT',
    `Expected at most ${MAX_LABELS} words between commas in ${LABELS_HEADER}, of lower-case letters, digits and hyphens.`,
  );
}

/** @throws ServiceError `BAD_USER_INPUT` where the header is no list of labels */
export function labelsOf(headers: Readonly<Record<string, unknown>>): ReadonlySet<string> {
  const labels = readLabels(headers[LABELS_HEADER]);
  if (labels instanceof ServiceError) throw labels;
  return labels;
}
