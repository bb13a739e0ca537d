import type { ExecutionFailure } from './life-cycle.js';

/** What happens to an execution; what is told of an output stands in `text` alone. Moments are of RFC 3339. */
export type ExecutionEvent =
  | { readonly type: 'ExecutionQueued'; readonly startAfter: string | null }
  | { readonly type: 'ExecutionStarted' }
  | { readonly type: 'AttemptStarted'; readonly attempt: number }
  | {
      readonly type: 'AttemptFailed';
      readonly attempt: number;
      readonly error: ExecutionFailure;
      readonly retryAt: string | null;
    }
  | {
      readonly type: 'FellBack';
      readonly capability: string | null;
      readonly code: string | null;
      readonly model: string | null;
    }
  | { readonly type: 'TextDelta'; readonly text: string }
  | { readonly type: 'Progress'; readonly calls: number; readonly reused: number }
  | {
      readonly type: 'CallSucceeded';
      readonly capability: string;
      readonly items: number;
      readonly durationMs: number;
    }
  | { readonly type: 'ExecutionSucceeded'; readonly attempt: number }
  | { readonly type: 'ExecutionFailed'; readonly error: ExecutionFailure }
  | { readonly type: 'ExecutionCancelled'; readonly by: string }
  | { readonly type: 'ExecutionExpired' };

/** An event as it stands in the table. */
export type RecordedEvent = ExecutionEvent & {
  readonly number: number;
  /** The number of the first that it stands for: its own, where pieces of text have not become one. */
  readonly first: number;
  readonly at: Date;
};

const LAST: ReadonlySet<ExecutionEvent['type']> = new Set([
  'ExecutionSucceeded',
  'ExecutionFailed',
  'ExecutionCancelled',
  'ExecutionExpired',
]);

/** Whether nothing comes after it. */
export function isLast({ type }: Pick<ExecutionEvent, 'type'>): boolean {
  return LAST.has(type);
}
