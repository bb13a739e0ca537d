/** What a log tells of an error. Its message is left out: that of an engine or an upstream may quote the input. */
export interface ErrorDescription {
  readonly name: string;
  readonly code?: string;
  /** The stack without its head, which repeats the message. */
  readonly frames?: readonly string[];
  readonly cause?: ErrorDescription;
}

const MAX_CAUSES = 3;
const MAX_FRAMES = 12;

/** `at run (file:///…/embed.js:10:3)`: a function's name, a place, two numbers. */
const FRAME = /^at (?:async )?(?:[\w$.<>[\] #]{1,120} )?\(?(?:file:\/\/|node:|\/|[A-Za-z]:\\)[^()]{1,300}:\d+:\d+\)?$/;
/** Names and codes are identifiers; a sentence in their place may be anything. */
const IDENTIFIER = /^[\w.:-]{1,64}$/;

/** @param causes how many causes below this one are still told */
export function describeError(error: unknown, causes = MAX_CAUSES): ErrorDescription {
  if (!(error instanceof Error)) return { name: `thrown ${typeof error}` };
  const code = 'code' in error ? identifier(error.code) : undefined;
  const frames = stackFrames(error);
  return {
    name: identifier(error.name) ?? 'Error',
    ...(code !== undefined && { code }),
    ...(frames.length > 0 && { frames }),
    ...(error.cause !== undefined && causes > 0 && { cause: describeError(error.cause, causes - 1) }),
  };
}

function identifier(value: unknown): string | undefined {
  return (typeof value === 'string' || typeof value === 'number') && IDENTIFIER.test(`${value}`)
    ? `${value}`
    : undefined;
}

/**
 * A message may itself hold lines that look like frames, so the head is cut off by its text; a stack whose head is not
 * this error's name and message (it was changed after the throw) is not told at all.
 */
function stackFrames(error: Error): string[] {
  const { stack, message } = error;
  if (typeof stack !== 'string' || typeof message !== 'string') return [];
  const end = message === '' ? stack.indexOf('\n') : stack.indexOf(message) + message.length;
  const head = stack.slice(0, end);
  if (!head.endsWith(message) || head.length - message.length > 100 || (message === '' && /[^\w: ]/.test(head)))
    return [];
  const lines = stack.slice(end).split('\n');
  return lines
    .map((line) => line.trim())
    .filter((line) => FRAME.test(line))
    .slice(0, MAX_FRAMES);
}
