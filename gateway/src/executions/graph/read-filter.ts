import { ServiceError } from '@sluice/schema';
import type { ExecutionFilter as Given } from '@sluice/schema/resolvers';

import type { ExecutionFilter } from '../find-executions.js';
import { isPlainText, readLabels } from '../read-options.js';

/** @throws ServiceError `BAD_USER_INPUT` */
export function readFilter(filter: Given | null | undefined): ExecutionFilter | null {
  if (!filter) return null;
  const { statuses, kinds, labels } = filter;
  if (kinds && !kinds.every(isPlainText)) {
    throw new ServiceError('BAD_USER_INPUT', 'filter.kinds: expected names.', { inputPath: ['filter', 'kinds'] });
  }
  return { statuses, kinds, labels: labels ? readLabels(labels, ['filter', 'labels']) : null };
}
