import { type CliContext, EXIT_CODES } from '../cli-context.js';
import { createPainter } from '../painter.js';
import type { ExecutionClient } from './execution-client.js';
import { type ExecutionEventView, followExecution, type FollowOptions } from './follow-execution.js';
import type { GatewayPlace } from './gateway-flags.js';

export interface WatchOptions extends Pick<FollowOptions, 'id' | 'after'> {
  readonly client: Pick<ExecutionClient, 'result'>;
  /** Prints the events themselves, a line each. */
  readonly json: boolean;
}

const ENDS: Readonly<Record<string, number>> = {
  ExecutionSucceeded: EXIT_CODES.ok,
  ExecutionFailed: EXIT_CODES.failed,
  ExecutionCancelled: EXIT_CODES.cancelled,
  ExecutionExpired: EXIT_CODES.expired,
};

/**
 * Shows an execution as it goes, until it ends: what happens on the standard error, the text on the standard output. On
 * a terminal text comes as it is written; elsewhere it is printed whole at the end, since what an attempt has written is
 * void when another begins.
 *
 * @returns the exit code, by how it ended
 */
export async function watchExecution(
  place: GatewayPlace,
  { client, json, id, after }: WatchOptions,
  context: CliContext,
): Promise<number> {
  const { stdout, stderr } = context;
  const screen = createScreen(context);
  let last = after;
  const onLost = (reason: string) => screen.say(`The gateway was lost: ${reason}. Asked again.`);
  for await (const event of followExecution(place, { id, after, onLost })) {
    last = event.number;
    if (json) stdout.write(`${JSON.stringify(event)}\n`);
    else screen.show(event);
    const exitCode = ENDS[event.__typename];
    if (exitCode === undefined) continue;
    if (!json && exitCode === EXIT_CODES.ok) await screen.end(() => client.result(id));
    return exitCode;
  }
  stderr.write(`\nIt goes on. Come back to it: sluice watch ${id} --after ${last}\n`);
  return EXIT_CODES.left;
}

interface Screen {
  show(event: ExecutionEventView): void;
  say(line: string): void;
  /** Prints what came of it: the text, or where there is none, the result. */
  end(result: () => Promise<unknown>): Promise<void>;
}

function createScreen(context: CliContext): Screen {
  const { stdout, stderr } = context;
  const paint = createPainter(context);
  const isLive = stdout.isTTY === true;
  let text = '';
  let isInLine = false;
  const say = (line: string) => {
    if (isInLine && isLive) stdout.write('\n');
    isInLine = false;
    stderr.write(`${paint('dim', line)}\n`);
  };
  const begin = (line: string) => {
    const isVoid = text !== '';
    text = '';
    say(isVoid ? `${line}; what was written before is void` : line);
  };
  return {
    say,
    show(event) {
      if (event.__typename === 'TextDelta') {
        text += event.text;
        isInLine = !text.endsWith('\n');
        if (isLive) stdout.write(event.text);
        return;
      }
      const line = describe(event);
      if (event.__typename === 'AttemptStarted' || event.__typename === 'FellBack') begin(line);
      else say(line);
    },
    async end(result) {
      if (text === '') return void stdout.write(`${JSON.stringify(await result(), null, 2)}\n`);
      if (!isLive) stdout.write(text.endsWith('\n') ? text : `${text}\n`);
    },
  };
}

/** An event in words. */
function describe(event: Exclude<ExecutionEventView, { __typename: 'TextDelta' }>): string {
  switch (event.__typename) {
    case 'ExecutionQueued':
      return event.startAfter ? `queued, to begin at ${event.startAfter}` : 'queued';
    case 'ExecutionStarted':
      return 'started';
    case 'AttemptStarted':
      return `attempt ${event.attempt}`;
    case 'AttemptFailed': {
      const next = event.retryAt ? `; the next one at ${event.retryAt}` : '';
      return `attempt ${event.attempt} failed: ${event.error.message} (${event.error.code})${next}`;
    }
    case 'FellBack':
      return `fell back${event.model ? ` to ${event.model}` : ''}${event.code ? ` (${event.code})` : ''}`;
    case 'Progress':
      return `${event.calls} ${event.calls === 1 ? 'call' : 'calls'} done${event.reused > 0 ? `, ${event.reused} of them before` : ''}`;
    case 'CallSucceeded':
      return `${event.capability} done in ${event.durationMs} ms`;
    case 'ExecutionSucceeded':
      return 'succeeded';
    case 'ExecutionFailed':
      return `failed: ${event.error.message} (${event.error.code})`;
    case 'ExecutionCancelled':
      return 'cancelled';
    case 'ExecutionExpired':
      return 'came too late';
  }
}
