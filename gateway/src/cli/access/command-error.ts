/** What was asked of a command makes no sense; the message tells how it would. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}
