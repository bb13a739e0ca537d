import { type ModelUsage, sumByModel } from '@sluice/schema';

import type { Provenance } from './capabilities.js';
import { paidFor } from './errors/paid-failure.js';
import type { GenerationResult } from './generation/generation-capability.js';
import type { GenerationEvent } from './generation/generation-log.js';

/** What a request has consumed so far. */
export interface UsageBook {
  /** Notes what a result tells, and gives it back. */
  note<Result extends Provenance>(result: Result): Result;
  /** Notes what was consumed for a failure, and throws it. */
  noteFailure(error: unknown): never;
  /** The events as they come; what the last one tells is noted on the way. */
  noteLast(
    events: AsyncIterableIterator<GenerationEvent, undefined>,
  ): AsyncIterableIterator<GenerationEvent, undefined>;
  /** What was noted since it was last taken, by model. */
  take(): readonly ModelUsage[];
}

export function createUsageBook(): UsageBook {
  let used: ModelUsage[] = [];
  const note = <Result extends Provenance>(result: Result): Result => {
    if (result.usage) used.push({ model: result.model, ...result.usage });
    return result;
  };
  const notePaid = (error: unknown) => {
    const paid = paidFor(error);
    if (paid) note(paid);
  };
  return {
    note,
    noteFailure(error) {
      notePaid(error);
      throw error;
    },
    noteLast: (events) => noting(events, { note, notePaid }),
    take() {
      const taken = sumByModel(used);
      used = [];
      return taken;
    },
  };
}

interface Noted {
  readonly note: (result: GenerationResult) => void;
  readonly notePaid: (error: unknown) => void;
}

function noting(
  events: AsyncIterableIterator<GenerationEvent, undefined>,
  { note, notePaid }: Noted,
): AsyncIterableIterator<GenerationEvent, undefined> {
  return {
    async next() {
      const step = await events.next();
      if (!step.done && step.value.type === 'finished') note(step.value.generation);
      if (!step.done && step.value.type === 'failed') notePaid(step.value.error);
      return step;
    },
    return: async () => (await events.return?.()) ?? { done: true, value: undefined },
    throw: async (error) => (await events.throw?.(error)) ?? { done: true, value: undefined },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
