/** The place where state should stand cannot be used; the message names it, and no password. */
export class OpenStorageError extends Error {
  override readonly name = 'OpenStorageError';

  constructor(place: string, cause: unknown) {
    super(`${place} cannot be used: ${reasonOf(cause)}`, { cause });
  }
}

/** The word of whoever refused: the store's own errors keep it as their cause, since it may not reach a caller. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause !== undefined) return reasonOf(error.cause);
  // Several addresses of one name, each of which refused.
  if (error instanceof AggregateError && error.message === '') return error.errors.map(reasonOf).join('; ');
  return error.message;
}
