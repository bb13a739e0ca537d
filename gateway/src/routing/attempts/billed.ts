import { type ErrorCode, ERROR_TABLE } from '@sluice/schema';

import type { AttemptRecord } from './attempt-record.js';
import type { Failure } from './failure.js';

/** What a model has written before it is judged is paid for. */
const PAID_FOR: ReadonlySet<ErrorCode> = new Set(['OUTPUT_INVALID', 'CONTENT_POLICY_VIOLATION']);
/** The work was under way when it ended. */
const CUT_OFF: ReadonlySet<ErrorCode> = new Set(['STREAM_INTERRUPTED', 'CANCELLED', 'DEADLINE_EXCEEDED']);

/** Whether a failed attempt is paid for, as far as its failure tells. */
export function billedFor({ code, details }: Pick<Failure, 'code' | 'details'>): AttemptRecord['billed'] {
  if (details.phase === 'BEFORE_DISPATCH') return 'NO';
  // Of an output that has begun a part may be paid for.
  if (details.outcomeUnknown === true || details.phase === 'STREAMING' || CUT_OFF.has(code)) return 'UNKNOWN';
  if (PAID_FOR.has(code)) return 'YES';
  // An answer that cannot be read may have been an answer.
  return code === 'PROVIDER_BAD_RESPONSE' || ERROR_TABLE[code].domain === 'GATEWAY' ? 'UNKNOWN' : 'NO';
}
