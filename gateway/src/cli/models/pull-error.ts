/** A file could not be fetched; the message tells a person why, and what to do. */
export class PullError extends Error {
  override readonly name = 'PullError';
}

export function tooLarge(maxBytes: number): PullError {
  return new PullError(`The file is larger than ${maxBytes} bytes. Allow more with --max-bytes.`);
}
