import { bisect, type Rotation, toVendorError } from '@sluice/ai-sdk';
import {
  combineHeaders,
  createJsonErrorResponseHandler,
  createJsonResponseHandler,
  type FetchFunction,
  postJsonToApi,
} from '@ai-sdk/provider-utils';
import { type BatchFunction, type ModerationResult, ServiceError } from '@sluice/kit';
import { z } from 'zod';

/** How moderations are asked for. */
export interface ModerateOptions {
  /** With the version. */
  readonly baseUrl: string;
  readonly fetch: FetchFunction;
  readonly rotation: Rotation;
}

const judgement = z.object({
  flagged: z.boolean(),
  categories: z.record(z.string(), z.boolean()),
  category_scores: z.record(z.string(), z.number()),
});
const answer = z.object({ results: z.array(judgement) });
const failure = z.object({ error: z.object({ message: z.string().nullish() }).loose() });

/**
 * Moderation (https://platform.openai.com/docs/api-reference/moderations), which the AI SDK has no model for: the same
 * bounds and the same failures as every call of the vendor.
 */
export function createModerate({
  baseUrl,
  fetch,
  rotation,
}: ModerateOptions): BatchFunction<string, { readonly model: string }, ModerationResult> {
  return async (texts, { model }, context) =>
    // A text that is refused fails alone.
    bisect(texts, (some) => rotation.run(model, context, (secret) => ask(some, model, secret, context.signal)));

  async function ask(
    texts: readonly string[],
    model: string,
    secret: string | undefined,
    signal: AbortSignal,
  ): Promise<ModerationResult[]> {
    try {
      const { value } = await postJsonToApi({
        url: `${baseUrl}/moderations`,
        headers: combineHeaders({ authorization: `Bearer ${secret}` }),
        body: { model, input: texts },
        successfulResponseHandler: createJsonResponseHandler(answer),
        failedResponseHandler: createJsonErrorResponseHandler({
          errorSchema: failure,
          errorToMessage: ({ error }) => error.message ?? 'no message',
        }),
        abortSignal: signal,
        fetch,
      });
      if (value.results.length !== texts.length) throw wrongCount(texts.length, value.results.length);
      return value.results.map((result, index) => toResult(result, model, texts[index] ?? ''));
    } catch (error) {
      throw toVendorError(error, { model, signal });
    }
  }
}

function toResult(
  { flagged, categories, category_scores: scores }: z.output<typeof judgement>,
  model: string,
  text: string,
): ModerationResult {
  return {
    model,
    flagged,
    categories: Object.entries(scores).map(([name, score]) => ({
      name,
      score: Math.min(1, Math.max(0, score)),
      flagged: categories[name] ?? false,
    })),
    usage: { inputCharacters: text.length },
  };
}

function wrongCount(expected: number, received: number): ServiceError {
  return new ServiceError(
    'PROVIDER_BAD_RESPONSE',
    `Expected ${expected} judgements from the AI service, got ${received}.`,
  );
}
