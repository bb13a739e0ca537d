import { isDeepStrictEqual } from 'node:util';

import { ask, type Door } from './door.js';
import { follow, type Following } from './follow.js';
import { readResult, RESULT, type Submission } from './submissions.js';

/** One thing that was submitted, and all that its client was told of it. */
export interface Told {
  readonly submission: Submission;
  /** Null where it was never accepted. */
  readonly id: string | null;
  /** On the clock of `performance.now()`. */
  readonly submittedAt: number;
  readonly following: Following | null;
  /** The events as they are told to somebody who asks for all of them afterwards. */
  readonly again: Following | null;
  readonly status: string | null;
  readonly result: unknown;
  readonly wrong: readonly string[];
}

export interface ClientOptions {
  readonly door: Door;
  /** Which gateway is asked first. */
  readonly begin: number;
  /** When whatever has not ended by then counts as lost. */
  readonly signal: AbortSignal;
  /** Until when a submission or a question is sent again, in milliseconds. */
  readonly patienceMs: number;
}

const SUBMIT = `mutation ($context: ContextInput!, $options: SubmitOptions) {
  submit(context: $context, options: $options) { id } }`;
const FIND = `query ($id: ID!) { execution(id: $id) { id status ${RESULT} } }`;

interface Found {
  readonly id: string;
  readonly status: string;
  readonly result: unknown;
}

/**
 * Submits, follows to the end, and reads what is kept. With several gateways the submission is sent to two of them at
 * once, under its one key. Never rejects.
 */
export async function runClient(
  { door, begin, signal, patienceMs }: ClientOptions,
  submission: Submission,
): Promise<Told> {
  const submittedAt = performance.now();
  const nothing = { submittedAt, following: null, again: null, status: null, result: null };
  try {
    const ids = await submit(door, submission, begin, patienceMs);
    const [id = ''] = ids;
    const wrong = ids.size > 1 ? [`one key was accepted as ${[...ids].join(' and ')}`] : [];
    const following = await follow(door, id, { begin, signal });
    const again = await follow(door, id, { begin: begin + 1, signal });
    const data = await ask(door, { query: FIND, variables: { id } }, { begin, withinMs: patienceMs });
    const { status, result } = data['execution'] as Found;
    const differences = [...following.wrong, ...again.wrong, ...compare(following, again, { submission, result })];
    return { submission, id, submittedAt, following, again, status, result, wrong: [...wrong, ...differences] };
  } catch (error) {
    return { ...nothing, submission, id: null, wrong: [error instanceof Error ? error.message : String(error)] };
  }
}

async function submit(door: Door, { key, context }: Submission, begin: number, withinMs: number): Promise<Set<string>> {
  const variables = { context, options: { idempotencyKey: key, labels: { run: 'faults' } } };
  const send = async (turn: number) => {
    const data = await ask(door, { query: SUBMIT, variables }, { begin: turn, withinMs });
    return (data['submit'] as Found).id;
  };
  const turns = door.urls.length > 1 ? [begin, begin + 1] : [begin];
  return new Set(await Promise.all(turns.map(send)));
}

/** What the client put together from its pieces is what is kept, and is what had to be written. */
function compare(
  following: Following,
  again: Following,
  { submission, result }: { readonly submission: Submission; readonly result: unknown },
): string[] {
  const kept = readResult(result);
  const wrong: string[] = [];
  if (!isDeepStrictEqual(following.events, again.events)) wrong.push('it was told other events than who asks again');
  if (!isDeepStrictEqual(kept, submission.expected)) {
    wrong.push(`the result is ${JSON.stringify(kept)}, expected ${JSON.stringify(submission.expected)}`);
  }
  if (submission.kind === 'generation' && textOf(following) !== kept) {
    wrong.push(`the pieces give ${JSON.stringify(textOf(following))}, kept is ${JSON.stringify(kept)}`);
  }
  return wrong;
}

/** The text since the last beginning. */
function textOf({ events }: Following): string {
  const begin = events.findLastIndex(({ __typename }) => ['AttemptStarted', 'FellBack'].includes(__typename));
  return events
    .slice(begin)
    .map(({ text = '' }) => text)
    .join('');
}
