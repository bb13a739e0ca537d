/** Where an execution stands. */
export type Status = 'QUEUED' | 'RUNNING' | 'WAITING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED' | 'EXPIRED';

/** What can happen to it. */
export type Step =
  /** A worker begins an attempt; also where the one before was lost with its worker. */
  | 'start'
  /** An attempt has failed, or found no service that takes it, and there will be another. */
  | 'wait'
  | 'succeed'
  | 'fail'
  | 'cancel'
  /** The deadline has passed. */
  | 'expire';

/** Where each step leads from each status; null where it cannot be taken. What is not here does not compile. */
export const TRANSITIONS: Readonly<Record<Status, Readonly<Record<Step, Status | null>>>> = {
  QUEUED: { start: 'RUNNING', wait: null, succeed: null, fail: 'FAILED', cancel: 'CANCELLED', expire: 'EXPIRED' },
  RUNNING: {
    start: 'RUNNING',
    wait: 'WAITING',
    succeed: 'SUCCEEDED',
    fail: 'FAILED',
    cancel: 'CANCELLED',
    expire: 'EXPIRED',
  },
  WAITING: { start: 'RUNNING', wait: null, succeed: null, fail: 'FAILED', cancel: 'CANCELLED', expire: 'EXPIRED' },
  SUCCEEDED: { start: null, wait: null, succeed: null, fail: null, cancel: null, expire: null },
  FAILED: { start: null, wait: null, succeed: null, fail: null, cancel: null, expire: null },
  CANCELLED: { start: null, wait: null, succeed: null, fail: null, cancel: null, expire: null },
  EXPIRED: { start: null, wait: null, succeed: null, fail: null, cancel: null, expire: null },
};

export const STATUSES = Object.keys(TRANSITIONS) as readonly Status[];

/** Where nothing happens to an execution any more. */
export type Terminal = Exclude<Status, 'QUEUED' | 'RUNNING' | 'WAITING'>;

export function isTerminal(status: Status): status is Terminal {
  return Object.values(TRANSITIONS[status]).every((next) => next === null);
}

/** The statuses from which a step can be taken: the guard of the statement that takes it. */
export function statusesBefore(step: Step): readonly Status[] {
  return STATUSES.filter((status) => TRANSITIONS[status][step] !== null);
}

/** Where an execution stands, with what is true of it only there. */
export type LifeCycle =
  | { readonly status: 'QUEUED'; readonly startAfter: Date | null }
  | { readonly status: 'RUNNING'; readonly attempt: number; readonly startedAt: Date }
  | { readonly status: 'WAITING'; readonly attempt: number; readonly startAfter: Date }
  | { readonly status: 'SUCCEEDED'; readonly attempt: number; readonly finishedAt: Date }
  | { readonly status: 'FAILED'; readonly finishedAt: Date; readonly error: ExecutionFailure }
  | { readonly status: 'CANCELLED'; readonly finishedAt: Date }
  | { readonly status: 'EXPIRED'; readonly finishedAt: Date };

/** Why an attempt or an execution failed, in words for the caller. */
export interface ExecutionFailure {
  /** Of the table of errors. */
  readonly code: string;
  readonly message: string;
  /** True when the work may have been done, and billed, although no answer came. */
  readonly outcomeUnknown?: boolean;
}
