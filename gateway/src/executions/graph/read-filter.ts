import type { ExecutionFilter as Given } from '@sluice/schema/resolvers';

import type { ExecutionFilter } from '../find-executions.js';
import { readLabels } from '../read-options.js';

/** @throws ServiceError `BAD_USER_INPUT` */
export function readFilter(filter: Given | null | undefined): ExecutionFilter | null {
  if (!filter) return null;
  const { statuses, kinds, labels } = filter;
  return { statuses, kinds, labels: labels ? readLabels(labels, ['filter', 'labels']) : null };
}
