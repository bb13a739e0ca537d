import { USAGE_EXTENSION } from '@sluice/schema';
import type { ExecutionResult } from 'graphql';

import type { RequestContext } from '../request-context.js';

/** A result with what was consumed for it since the last one. */
export function withUsage<Result extends ExecutionResult>(
  result: Result,
  context: Pick<RequestContext, 'takeUsage'>,
): Result {
  const usage = context.takeUsage();
  if (usage.length === 0) return result;
  return { ...result, extensions: { ...result.extensions, [USAGE_EXTENSION]: usage } };
}
