import { ERROR_TABLE, isErrorCode } from '@sluice/schema';

import type { CallOutcome } from '../calls/call.js';

/**
 * Whether nobody could answer, so that an old answer is better than none. A refusal is an answer: what a caller did
 * wrong, may not have, or has no time for any more, stays so.
 */
export function isOutage({ errors }: CallOutcome): boolean {
  return errors.length > 0 && errors.every(({ extensions }) => isOutageCode(extensions?.['code']));
}

function isOutageCode(code: unknown): boolean {
  if (!isErrorCode(code) || code === 'DEADLINE_EXCEEDED') return false;
  const { domain, status } = ERROR_TABLE[code];
  return (domain === 'PROVIDER' || domain === 'GATEWAY') && (status >= 500 || status === 429);
}
