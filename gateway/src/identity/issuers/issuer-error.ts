/**
 * An issuer cannot be asked, or answers something else than it should. For the log alone: callers learn only that their
 * credential cannot be checked at the moment.
 */
export class IssuerError extends Error {
  override readonly name = 'IssuerError';
  /** What is wrong, without the issuer's name. */
  readonly problem: string;

  constructor(issuer: string, problem: string, options?: { cause?: unknown }) {
    super(`${issuer}: ${problem}`, options);
    this.problem = problem;
  }
}
