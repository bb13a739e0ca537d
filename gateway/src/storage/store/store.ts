import type { Compilable, CompiledQuery } from 'kysely';

/** A statement: built by Kysely (`tables.selectFrom(…)`) or by its `sql` tag (`` sql`…`.compile(tables) ``). */
export type Statement<Row = unknown> = Compilable<Row> | CompiledQuery<Row>;

/** What bounds a call. */
export interface CallOptions {
  /** Ends the call with `CANCELLED`. A statement that waits is never sent; one that runs is cancelled where it can be. */
  readonly signal?: AbortSignal;
  /**
   * In milliseconds, waiting included; then `DEADLINE_EXCEEDED`.
   * @default 30_000
   */
  readonly timeoutMs?: number;
}

/** Runs statements, each of which stands for itself, or all of which are one transaction. */
export interface Executor {
  /** The rows of one statement. @throws SqlError for what the database refuses. */
  query<Row>(statement: Statement<Row>, options?: CallOptions): Promise<Row[]>;
  /** Runs SQL text as it is; without parameters it may be several statements, whose rows come in one list. */
  execute(text: string, parameters?: readonly unknown[], options?: CallOptions): Promise<unknown[]>;
}

/** An open transaction; after its end every call is refused. */
export interface Transaction extends Executor {
  readonly isTransaction: true;
}

/** What a listener of a channel is told. */
export interface ChannelListener {
  /** The payload of a NOTIFY, as it was sent. Must not throw. */
  onMessage(payload: string): void;
  /** Notifications may have been missed, since the connection was lost: look into the tables. */
  onGap?(): void;
}

/** Ends a subscription; safe to call twice. */
export type Unlisten = () => Promise<void>;

/**
 * The one source of truth: PostgreSQL, or PGlite in this process. Both speak the same SQL. Everything is bounded:
 * connections, statements that wait, time.
 *
 * Rows have the same types on both: `int8` is a number, or a bigint beyond 2^53; `timestamptz` is a `Date`; `bytea` a
 * `Uint8Array`; `json` is parsed; `numeric` a string. Parameters of `json` and `jsonb` are given as text.
 */
export interface Store extends Executor {
  readonly kind: 'pglite' | 'postgres';
  /**
   * Runs `work` in a transaction and commits. When `work` throws, or time is up, or the signal aborts, it is rolled back.
   * Within `work` only the transaction may be asked: a call of the store itself would wait for the connection that the
   * transaction holds, so it is refused at once, on both stores.
   * @throws ServiceError with `outcomeUnknown` when the connection was lost while it committed.
   */
  transaction<Result>(work: (transaction: Transaction) => Promise<Result>, options?: CallOptions): Promise<Result>;
  /** Listens to a NOTIFY channel. At most once: what is notified while the connection is lost is a gap. */
  listen(channel: string, listener: ChannelListener, options?: CallOptions): Promise<Unlisten>;
  /** Ends calls that wait, lets those that run end, and gives up every connection. */
  close(): Promise<void>;
}

/** How long a call may take when it does not say. */
export const DEFAULT_TIMEOUT_MS = 30_000;
