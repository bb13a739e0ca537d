/** A file or a variable of keys cannot be used. The message names it and says what to do; it never quotes a key. */
export class KeyFileError extends Error {
  override readonly name = 'KeyFileError';
  /** What is wrong, without the file's name. */
  readonly problem: string;

  constructor(file: string, problem: string, cause?: unknown) {
    super(`${file}: ${problem}`, { cause });
    this.problem = problem;
  }
}
