import { ServiceError } from '@sluice/schema';

import type { ContextProblem } from './rules/rule.js';

/** A problem as the error that a caller is told: `Text.translation(to): expected …`. */
export function describeProblem(
  coordinate: string,
  { path, expectation, limit, code = 'BAD_USER_INPUT' }: ContextProblem,
): ServiceError {
  const place = `${coordinate}(${path.join('.')})`;
  return new ServiceError(code, `${place}: ${expectation}.`, { inputPath: path, ...(limit && { limit }) });
}
