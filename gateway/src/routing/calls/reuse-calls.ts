import { createHash } from 'node:crypto';

import { ServiceError } from '@sluice/schema';

import type { CallLog, LoggedCall } from '../../request-context.js';
import { failureOf, wasUnsent } from '../attempts/failure.js';
import type { Call, CallOutcome } from './call.js';

type Outcomes = Map<Call, CallOutcome>;

/**
 * Runs those calls alone that the execution has not made yet, and notes what came of them. A SIDE_EFFECT is noted before
 * it is sent: whether one that was begun and not finished was done, nobody knows, and so it is not sent again, unless it
 * is known that it was never sent.
 */
export async function reuseCalls(
  log: CallLog | null,
  { capability, calls }: { readonly capability: string; readonly calls: readonly Call[] },
  run: (calls: readonly Call[]) => Promise<Outcomes>,
): Promise<Outcomes> {
  if (!log) return run(calls);
  const keys = new Map(calls.map((call) => [call, keyOf(capability, call)]));
  const known: Outcomes = new Map();
  for (const [call, key] of keys) {
    const logged = log.find(key);
    if (logged) known.set(call, logged.kind === 'done' ? structuredClone(logged.outcome) : UNKNOWN);
  }
  const fresh = calls.filter((call) => !known.has(call));
  // Root fields are mutations, which run one after the other anyway: what one has done is kept before the next begins.
  const groups = fresh.some(({ representation }) => representation === null) ? fresh.map((call) => [call]) : [fresh];
  for (const group of groups.filter(({ length }) => length > 0)) {
    for (const [call, outcome] of await runAndKeep(log, keys, group, run)) known.set(call, outcome);
  }
  return known;
}

async function runAndKeep(
  log: CallLog,
  keys: ReadonlyMap<Call, string>,
  calls: readonly Call[],
  run: (calls: readonly Call[]) => Promise<Outcomes>,
): Promise<Outcomes> {
  const once = calls.filter(({ node }) => node.contract?.effect === 'SIDE_EFFECT');
  if (once.length > 0) await log.keep(toLines(keys, once, () => ({ kind: 'begun' })));
  const outcomes = await run(calls);
  const unsent = once.filter((call) => wasUnsent(failureOf(outcomes.get(call) ?? UNKNOWN)?.details ?? {}));
  if (unsent.length > 0) await log.forget(unsent.map((call) => keys.get(call) ?? ''));
  const done = calls.filter((call) => outcomes.get(call)?.errors.length === 0);
  if (done.length > 0) {
    await log.keep(toLines(keys, done, (call) => ({ kind: 'done', outcome: outcomes.get(call) ?? UNKNOWN })));
  }
  return outcomes;
}

function toLines(
  keys: ReadonlyMap<Call, string>,
  calls: readonly Call[],
  line: (call: Call) => LoggedCall,
): ReadonlyMap<string, LoggedCall> {
  return new Map(calls.map((call) => [keys.get(call) ?? '', line(call)]));
}

/** A signed URL names the same bytes whenever it was signed. */
const SIGNATURE = /\?expires=\d+&key=\w+&signature=[\w-]+/g;

/** The same for the same call in every attempt, and no text of it. */
function keyOf(capability: string, { key }: Call): string {
  return createHash('sha256')
    .update(`${capability}\0${key.replaceAll(SIGNATURE, '')}`)
    .digest('base64url');
}

const { message, extensions } = new ServiceError(
  'PROVIDER_TIMEOUT',
  'Whether this was done before the worker was lost is not known, and it may not be done twice.',
  { outcomeUnknown: true },
);
const UNKNOWN: CallOutcome = { value: null, errors: [{ message, extensions, path: [] }] };
