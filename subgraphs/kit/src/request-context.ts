import { type ModelUsage, ServiceError } from '@sluice/schema';
import type { GenerateInput } from '@sluice/schema/resolvers';
import type { CapabilityRunner } from './batching/capability-runner.js';
import type { CapabilityName, ItemOf, OptionsOf, ResultOf } from './capability-types.js';
import type { GenerationResult } from './generation/generation-capability.js';
import type { GenerationEvent } from './generation/generation-log.js';
import type { GenerationRunner } from './generation/generation-runner.js';
import { checkIdempotencyKey, readGenerationRequest } from './generation/read-request.js';
import type { Caller } from './identity/caller.js';
import type { RequestMedia } from './media/request-media.js';
import type { InputLimits } from './service.js';
import { createUsageBook } from './usage-book.js';

/** What a resolver asks of a capability. */
export interface Question<Name extends CapabilityName> {
  readonly capability: Name;
  /** Equal for equal items: the text, or the URL. */
  readonly key: string;
  /** Makes the item of the key, for as long as the task runs; throws where it is not acceptable. */
  readonly use: <Result>(task: (item: ItemOf<Name>) => Promise<Result>) => Promise<Result>;
  readonly options: OptionsOf<Name>;
  readonly model: string | null | undefined;
}

/** What resolvers know of the request that they answer. (A type, not an interface: graphql-http asks for a record.) */
export type RequestContext = {
  readonly limits: InputLimits;
  readonly media: RequestMedia;
  /** Asks a capability; equal questions of one request are asked once. */
  ask<Name extends CapabilityName>(question: Question<Name>): Promise<ResultOf<Name>>;
  /** Lets a model write, and waits for the whole. */
  generate(input: GenerateInput): Promise<GenerationResult>;
  /** Follows what a model writes; a key that was used before attaches to what it began. */
  follow(input: GenerateInput, idempotencyKey: string): AsyncIterableIterator<GenerationEvent, undefined>;
  /** For the request's log line: fields that asked, and items that went to the models. */
  readonly counts: { readonly calls: number; readonly items: number };
  /** What was consumed since it was last taken. */
  takeUsage(): readonly ModelUsage[];
};

export interface RequestContextOptions {
  readonly runner: CapabilityRunner;
  /** Where the service offers generation. */
  readonly generation: GenerationRunner | undefined;
  readonly limits: InputLimits;
  readonly media: RequestMedia;
  /** Aborts when the caller leaves or the deadline passes; the reason is a `ServiceError`. */
  readonly signal: AbortSignal;
  /** For whom the gateway calls; null where the service demands no assertion. */
  readonly caller: Caller | null;
}

/** One for each request; it lives as long as the request does. */
export function createRequestContext(options: RequestContextOptions): RequestContext {
  const { runner, generation, limits, media, signal, caller } = options;
  const lanes = new Map<string, Map<string, Promise<unknown>>>();
  const counts = { calls: 0, items: 0 };
  const book = createUsageBook();

  function answersOf(lane: string): Map<string, Promise<unknown>> {
    const answers = lanes.get(lane) ?? new Map<string, Promise<unknown>>();
    lanes.set(lane, answers);
    return answers;
  }

  function beginGeneration(input: GenerateInput) {
    counts.calls += 1;
    if (!generation) throw new ServiceError('UNSUPPORTED_CAPABILITY', 'This service does not offer generation.');
    const request = readGenerationRequest(input, generation.models, limits);
    counts.items += 1;
    return { generation, request };
  }

  return {
    limits,
    media,
    counts,
    takeUsage: book.take,
    async generate(input) {
      const { generation: runs, request } = beginGeneration(input);
      return runs.generate(request, { signal, caller }).then(book.note, book.noteFailure);
    },
    follow(input, idempotencyKey) {
      const { generation: runs, request } = beginGeneration(input);
      const events = runs.follow(request, checkIdempotencyKey(idempotencyKey), { signal, caller });
      return book.noteLast(events);
    },
    async ask<Name extends CapabilityName>({ capability, key, use, options: chosen, model }: Question<Name>) {
      counts.calls += 1;
      const { lane, send } = runner.prepare(capability, chosen, { model, caller });
      const answers = answersOf(lane);
      const known = answers.get(key) as Promise<ResultOf<Name>> | undefined;
      if (known) return known;
      const answer = use((item) => {
        counts.items += 1;
        return send({ item, signal, caller }).then(book.note, book.noteFailure);
      });
      answers.set(key, answer);
      return answer;
    },
  };
}
