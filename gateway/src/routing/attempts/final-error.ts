import { type ErrorCode, ERROR_TABLE } from '@sluice/schema';

import { type Failure, wasUnsent } from './failure.js';

/**
 * What the caller can do something about comes first: an input to be changed, then content, then a pause to be made,
 * then what may pass by itself.
 */
const ACTIONABLE: readonly ErrorCode[] = [
  'BAD_USER_INPUT',
  'CONTEXT_WINDOW_EXCEEDED',
  'UNSUPPORTED_CAPABILITY',
  'MODEL_NOT_FOUND',
  'CONTENT_POLICY_VIOLATION',
  'OUTPUT_INVALID',
  'PROVIDER_RATE_LIMITED',
  'PROVIDER_OVERLOADED',
  'SERVICE_UNAVAILABLE',
  'PROVIDER_TIMEOUT',
];

/**
 * What a call that came to nothing is told. Where one target was asked, that is its own word; where several failed,
 * the most actionable one, as itself where the caller can act on it, else as `ALL_TARGETS_FAILED` with its status.
 *
 * @param failures by target, the last of each; at least one
 */
export function finalError(failures: readonly Failure[]): Failure {
  const ended = failures.find(isFinal);
  if (ended) return ended;
  const [best] = [...failures].sort((one, other) => rank(one) - rank(other));
  if (!best) throw new TypeError('A call that came to nothing has a failure.');
  if (failures.length < 2 || rank(best) <= ACTIONABLE.indexOf('OUTPUT_INVALID')) return best;
  const pauses = failures.flatMap(({ details: { retryAfterMs } }) => retryAfterMs ?? []);
  return {
    code: 'ALL_TARGETS_FAILED',
    message: `None of ${failures.length} services could answer; the most telling failure is ${best.code}.`,
    details: {
      reason: best.code,
      ...(pauses.length > 0 && { retryAfterMs: Math.min(...pauses) }),
      ...(failures.every(({ details }) => wasUnsent(details)) && { phase: 'BEFORE_DISPATCH' }),
    },
  };
}

/** What ended the call whatever other targets had said: it is the caller's own, or a rule's. */
function isFinal({ code }: Failure): boolean {
  return code === 'CANCELLED' || code === 'DEADLINE_EXCEEDED' || ERROR_TABLE[code].domain === 'POLICY';
}

function rank({ code }: Failure): number {
  const index = ACTIONABLE.indexOf(code);
  return index < 0 ? ACTIONABLE.length : index;
}
