import { type ModelUsage, sumByModel } from '@sluice/schema';

import type { Provenance } from './capabilities.js';
import type { GenerationResult } from './generation/generation-capability.js';
import type { GenerationEvent } from './generation/generation-log.js';

/** What a request has consumed so far. */
export interface UsageBook {
  /** Notes what a result tells, and gives it back. */
  note<Result extends Provenance>(result: Result): Result;
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
  return {
    note,
    noteLast: (events) => noting(events, note),
    take() {
      const taken = sumByModel(used);
      used = [];
      return taken;
    },
  };
}

function noting(
  events: AsyncIterableIterator<GenerationEvent, undefined>,
  note: (result: GenerationResult) => void,
): AsyncIterableIterator<GenerationEvent, undefined> {
  return {
    async next() {
      const step = await events.next();
      if (!step.done && step.value.type === 'finished') note(step.value.generation);
      return step;
    },
    return: async () => (await events.return?.()) ?? { done: true, value: undefined },
    throw: async (error) => (await events.throw?.(error)) ?? { done: true, value: undefined },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
