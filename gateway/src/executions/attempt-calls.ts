import type { CallRecord } from '../request-context.js';
import type { ExecutionFailure } from './life-cycle.js';
import { type SpentCall, toSpentCall } from './spent.js';

/** What an attempt has asked of services so far. */
export interface AttemptCalls {
  /** As the ledger has it. */
  readonly spent: SpentCall[];
  /** Codes of what came to nothing before a service did anything. */
  readonly refused: Set<string>;
  /** Whether a service may have done something. */
  wasSent: boolean;
}

export const noCalls = (): AttemptCalls => ({ spent: [], refused: new Set(), wasSent: false });

export function noteCall(calls: AttemptCalls, record: CallRecord): void {
  const call = toSpentCall(record);
  if (call) calls.spent.push(call);
  if (wasRefused(record)) calls.refused.add(record.outcome);
  else calls.wasSent = true;
}

/** Nobody is there, or who is there takes nothing now: we ourselves, or the service. */
const REFUSALS: ReadonlySet<string> = new Set(['SERVICE_UNAVAILABLE', 'OVERLOADED', 'RATE_LIMITED']);

function wasRefused({ attempted, phase, outcome }: CallRecord): boolean {
  if (attempted === null) return true;
  return attempted.billed !== 'YES' && (phase === 'BEFORE_DISPATCH' || REFUSALS.has(outcome));
}

/** Whether an attempt failed since nobody took its work, so that nothing was tried. */
export function isUnsent({ wasSent, refused }: AttemptCalls, { code, outcomeUnknown }: ExecutionFailure): boolean {
  if (wasSent || outcomeUnknown) return false;
  return REFUSALS.has(code) || refused.has(code) || (code === 'ALL_TARGETS_FAILED' && refused.size > 0);
}
