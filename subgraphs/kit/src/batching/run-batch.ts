import { ServiceError } from '@sluice/schema';
import type { Logger } from '@sluice/telemetry';
import type { BatchFunction, Outcome } from '../capabilities.js';
import type { Caller } from '../identity/caller.js';
import { untilAborted } from '../until-aborted.js';
import { watchCallers } from './caller-watch.js';

/** One item on its way to a batch, and the signal of the caller who waits for it. */
export interface WaitingItem<Item> {
  readonly item: Item;
  readonly signal: AbortSignal;
  /** For whom it is; null where that is not known. @default null */
  readonly caller?: Caller | null;
}

/** What a batch runs on. */
export interface BatchTask<Item, Options, Result> {
  readonly run: BatchFunction<Item, Options, Result>;
  readonly options: Options;
  readonly deadlineMs: number;
  /** Resolves when the models are loaded; the deadline counts from then. */
  readonly ready: () => Promise<void>;
  readonly logger: Logger;
}

/**
 * One call of a capability function for those of the items whose callers are still there.
 *
 * The promise settles when the work has ended or its deadline has passed, and not already when the last caller leaves:
 * an engine that does not heed the signal is still busy, and a further call would only make it slower.
 *
 * @returns an outcome for every item, in their order
 */
export async function runBatch<Item, Options, Result>(
  items: readonly WaitingItem<Item>[],
  task: BatchTask<Item, Options, Result>,
): Promise<Outcome<Result>[]> {
  const present = items.filter(({ signal }) => !signal.aborted);
  const outcomes = present.length === 0 ? [] : await callWithDeadline(present, task);
  if (!Array.isArray(outcomes) || outcomes.length !== present.length) {
    throw new ServiceError('INTERNAL', 'The service answered with a wrong number of results.');
  }
  const outcomeOf = new Map(present.map((item, index) => [item, outcomes[index] as Outcome<Result>]));
  return items.map((item) => outcomeOf.get(item) ?? (item.signal.reason as Error));
}

async function callWithDeadline<Item, Options, Result>(
  items: readonly WaitingItem<Item>[],
  { run, options, deadlineMs, ready, logger }: BatchTask<Item, Options, Result>,
): Promise<readonly Outcome<Result>[]> {
  const watch = watchCallers(items.map(({ signal }) => signal));
  const deadline = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  try {
    await untilAborted(ready(), watch.signal);
    timer = setTimeout(() => {
      const error = timeoutError(deadlineMs);
      watch.abort(error);
      deadline.abort(error);
    }, deadlineMs);
    const values = items.map(({ item }) => item);
    const callers = items.map(({ caller = null }) => caller);
    return await untilAborted(run(values, options, { signal: watch.signal, logger, callers }), deadline.signal);
  } finally {
    clearTimeout(timer);
    watch.close();
  }
}

function timeoutError(deadlineMs: number): ServiceError {
  return new ServiceError('PROVIDER_TIMEOUT', `The model did not answer within ${deadlineMs} ms.`, {
    kind: 'TOTAL',
    phase: 'DISPATCHED',
    // The work may have been done, and a vendor's charged for.
    outcomeUnknown: true,
  });
}
