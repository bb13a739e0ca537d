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

/** Where an execution stands, with what is true of it only there. */
export type LifeCycle =
  | { readonly status: 'QUEUED'; readonly startedAt: null; readonly finishedAt: null; readonly error: null }
  | {
      readonly status: 'RUNNING' | 'WAITING';
      readonly startedAt: Date;
      readonly finishedAt: null;
      readonly error: null;
    }
  | { readonly status: 'SUCCEEDED'; readonly startedAt: Date; readonly finishedAt: Date; readonly error: null }
  | {
      readonly status: 'FAILED';
      /** Null where it came to its end before a worker began. */
      readonly startedAt: Date | null;
      readonly finishedAt: Date;
      readonly error: ExecutionFailure;
    }
  | {
      readonly status: 'CANCELLED' | 'EXPIRED';
      readonly startedAt: Date | null;
      readonly finishedAt: Date;
      readonly error: null;
    };

/** What a store knows of it. */
interface Known {
  readonly status: string;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly error: ExecutionFailure | null;
}

/** @throws TypeError where no step can have led */
export function lifeCycleOf({ status, startedAt, finishedAt, error }: Known): LifeCycle {
  const known = STATUSES.find((one) => one === status);
  switch (known) {
    case 'QUEUED':
      if (!startedAt && !finishedAt && !error) return { status: known, startedAt, finishedAt, error };
      break;
    case 'RUNNING':
    case 'WAITING':
      if (startedAt && !finishedAt && !error) return { status: known, startedAt, finishedAt, error };
      break;
    case 'SUCCEEDED':
      if (startedAt && finishedAt && !error) return { status: known, startedAt, finishedAt, error };
      break;
    case 'FAILED':
      if (finishedAt && error) return { status: known, startedAt, finishedAt, error };
      break;
    case 'CANCELLED':
    case 'EXPIRED':
      if (finishedAt && !error) return { status: known, startedAt, finishedAt, error };
      break;
    case undefined:
      break;
  }
  throw new TypeError(`No step leads an execution to ${status} as it is stored.`);
}

/** Why an attempt or an execution failed, in words for the caller. */
export interface ExecutionFailure {
  /** Of the table of errors. */
  readonly code: string;
  readonly message: string;
  /** True when the work may have been done, and billed, although no answer came. */
  readonly outcomeUnknown?: boolean;
}
