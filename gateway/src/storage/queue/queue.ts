import type { CallOptions, Transaction, Unlisten } from '../store/store.js';

/** How the jobs of a queue live. */
export interface QueueOptions {
  /** Letters, digits, hyphens, underscores. */
  readonly name: string;
  /**
   * How long one attempt may hold a job; then it is given to another.
   * @default 900
   */
  readonly expireSeconds?: number;
  /**
   * How long an attempt may be silent, at least 10; then its job is given to another. Without it only `expireSeconds` counts.
   */
  readonly heartbeatSeconds?: number;
  /**
   * Attempts after the first.
   * @default 2
   */
  readonly retryLimit?: number;
  /**
   * Pause before each of them.
   * @default 0
   */
  readonly retryDelaySeconds?: number;
}

/** A job to be done. */
export interface NewJob {
  readonly queue: string;
  /** A UUID; made where it is left out. */
  readonly id?: string;
  /** JSON. */
  readonly data?: object;
  /** Whose it is, such as a tenant: `fetch` can pass over groups. */
  readonly group?: string;
  /**
   * The larger is fetched first; of equals the older.
   * @default 0
   */
  readonly priority?: number;
  /** Not before this time. */
  readonly startAfter?: Date;
  readonly retryLimit?: number;
}

/** One attempt at a job, which its holder settles. Settling it counts only while the attempt holds the job. */
export interface ClaimedJob<Data = unknown> {
  readonly queue: string;
  readonly id: string;
  readonly data: Data;
  readonly group: string | null;
  /** 0 for the first attempt. */
  readonly attempt: number;
}

/** A job as it stands. */
export interface JobState {
  readonly id: string;
  readonly state: 'created' | 'retry' | 'active' | 'completed' | 'cancelled' | 'failed';
  readonly attempt: number;
}

/** What bounds a call, and the transaction that it is to be a part of. */
export interface QueueCallOptions extends CallOptions {
  readonly transaction?: Transaction;
}

export interface FetchOptions extends QueueCallOptions {
  /** @default 1 */
  readonly limit?: number;
  /** Groups whose jobs stay where they are. */
  readonly exceptGroups?: readonly string[];
}

/**
 * Durable jobs, in the store: a job that was sent in a transaction is there exactly when that is committed, and stays
 * until it is done, however long nobody takes it. Each attempt
 * is given to one holder; a holder that dies or falls silent loses the job to the next. So the work of a job may be done
 * more than once, and its settling counts once: do what must be done once in the transaction that settles.
 */
export interface Queue {
  /** @returns the job's id; null when there is a job of that id already. */
  send(job: NewJob, options?: QueueCallOptions): Promise<string | null>;
  /**
   * Takes jobs that are due: by priority, then by age. Jobs that were sent in one transaction, or within the same
   * millisecond, are of one age.
   */
  fetch<Data = unknown>(queue: string, options?: FetchOptions): Promise<ClaimedJob<Data>[]>;
  /** @returns false when the attempt does not hold the job any more; then nothing was done. */
  complete(job: ClaimedJob, options?: QueueCallOptions): Promise<boolean>;
  /** Gives the job back for its next attempt, or for good after the last. @returns as `complete` */
  fail(job: ClaimedJob, reason: object, options?: QueueCallOptions): Promise<boolean>;
  /** Tells that the attempt goes on. @returns as `complete`: on false the work is to be stopped. */
  heartbeat(job: ClaimedJob, options?: QueueCallOptions): Promise<boolean>;
  /** Ends a job, also one that is being worked on; its holder learns that by its next call. @returns whether it was open */
  cancel(queue: string, id: string, options?: QueueCallOptions): Promise<boolean>;
  /** How many jobs of each group are being worked on. */
  activeByGroup(queue: string, options?: QueueCallOptions): Promise<ReadonlyMap<string, number>>;
  find(queue: string, id: string, options?: QueueCallOptions): Promise<JobState | null>;
  /** Those of these jobs that are still to be done, or are being worked on. */
  openAmong(queue: string, ids: readonly string[], options?: QueueCallOptions): Promise<ReadonlySet<string>>;
  /** Calls back when jobs were sent to the queue, or may have been. A hint: also look from time to time. */
  onWork(queue: string, listener: () => void, options?: CallOptions): Promise<Unlisten>;
  /** Takes jobs from attempts that are too old or too silent, now; it happens by itself every `superviseSeconds`. */
  supervise(): Promise<void>;
  close(): Promise<void>;
}
