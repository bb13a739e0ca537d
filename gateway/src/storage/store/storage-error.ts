import { ServiceError } from '@sluice/schema';

/** A statement that the database refused. `sqlState` tells why, as in PostgreSQL's table of codes. */
export class SqlError extends ServiceError {
  /** Five characters, such as `23505` for a row that exists already. */
  readonly sqlState: string;
  /** The constraint that was violated, where one was. */
  readonly constraint: string | undefined;

  constructor(sqlState: string, constraint: string | undefined, cause: unknown) {
    // The database's own message may hold values of rows: it is the cause, for the log, and not the message.
    super('INTERNAL', `The database refused a statement (SQLSTATE ${sqlState}).`, {}, { cause });
    this.sqlState = sqlState;
    this.constraint = constraint;
  }
}

/** Whether a row was refused since it exists already; of the named constraint, where one is named. */
export function isUniqueViolation(error: unknown, constraint?: string): error is SqlError {
  if (!(error instanceof SqlError) || error.sqlState !== '23505') return false;
  return constraint === undefined || error.constraint === constraint;
}

/** A deadlock, or a transaction that could not be put in line with another: the same may be sent again. */
const CONFLICTS: ReadonlySet<string> = new Set(['40001', '40P01']);

/** Whether what was asked of the store may well be done a moment later: it was away, full, silent, or in each other's way. */
export function mayPass(error: unknown): boolean {
  if (error instanceof SqlError) return CONFLICTS.has(error.sqlState);
  const codes = ['SERVICE_UNAVAILABLE', 'OVERLOADED', 'DEADLINE_EXCEEDED'];
  return error instanceof ServiceError && codes.includes(error.code);
}

const QUERY_CANCELED = '57014';
const TRANSACTION_TIMED_OUT = '25P03';
const TOO_MANY_CONNECTIONS = '53300';
/** Connection exceptions, and a server that is being stopped or starts. */
const CONNECTION_LOST = /^(08...|57P0[1-5])$/;

/** Translates what a driver threw; errors of the taxonomy pass as they are. */
export function toStorageError(error: unknown): ServiceError {
  if (error instanceof ServiceError) return error;
  const { code, constraint } = readDriverError(error);
  if (code === QUERY_CANCELED || code === TRANSACTION_TIMED_OUT) {
    return new ServiceError(
      'DEADLINE_EXCEEDED',
      'A statement took longer than the database allows.',
      {},
      { cause: error },
    );
  }
  if (
    code === undefined ||
    code === TOO_MANY_CONNECTIONS ||
    CONNECTION_LOST.test(code) ||
    !/^[0-9A-Z]{5}$/.test(code)
  ) {
    return unreachable(error);
  }
  return new SqlError(code, constraint, error);
}

/** The connection to the database is lost, or none could be made. */
export function unreachable(cause: unknown, outcomeUnknown?: true): ServiceError {
  const details = outcomeUnknown ? { outcomeUnknown } : {};
  return new ServiceError('SERVICE_UNAVAILABLE', 'The database cannot be reached.', details, { cause });
}

/** The store, or a part of it, is closed. */
export function closedError(): ServiceError {
  return new ServiceError('SHUTTING_DOWN', 'The store is closed.');
}

function readDriverError(error: unknown): { code: string | undefined; constraint: string | undefined } {
  if (typeof error !== 'object' || error === null) return { code: undefined, constraint: undefined };
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  return {
    code: typeof code === 'string' ? code : undefined,
    constraint: typeof constraint === 'string' ? constraint : undefined,
  };
}
