import type { EmbeddingModelV3 } from '@ai-sdk/provider';
import { type BatchFunction, type CallContext, type EmbeddingResult, ServiceError } from '@sluice/kit';

import type { Rotation } from '../credentials/rotation.js';
import { toVendorError } from '../errors/vendor-error.js';
import { bisect } from '../bisect.js';
import { shareTokens } from './share-tokens.js';

export interface EmbedOptions {
  /** A model under a credential; undefined where the vendor asks for none. */
  readonly modelOf: (name: string, secret: string | undefined) => EmbeddingModelV3;
  readonly rotation: Rotation;
}

/** Vectors of a vendor for the kit's batches; a batch larger than the vendor takes goes in parts. */
export function createEmbed({
  modelOf,
  rotation,
}: EmbedOptions): BatchFunction<string, { readonly model: string }, EmbeddingResult> {
  return async (texts, { model: name }, context) => {
    const { signal } = context;
    const call = (some: readonly string[]) =>
      rotation.run(name, context, (secret) => embedOnce(some, { model: modelOf(name, secret), name, signal }));
    // How many it takes is the same under every credential, and under none.
    const most = (await modelOf(name, undefined).maxEmbeddingsPerCall) ?? texts.length;
    const outcomes = [];
    for (let start = 0; start < texts.length; start += most) {
      const part = texts.slice(start, start + most);
      // One after the other: how many calls may be under way is the kit's to say.
      // oxlint-disable-next-line no-await-in-loop
      outcomes.push(...(await bisect(part, call)));
    }
    return outcomes;
  };
}

interface EmbedCall extends Pick<CallContext, 'signal'> {
  readonly model: EmbeddingModelV3;
  /** As it is called here. */
  readonly name: string;
}

async function embedOnce(texts: readonly string[], { model, name, signal }: EmbedCall): Promise<EmbeddingResult[]> {
  try {
    const { embeddings, usage } = await model.doEmbed({ values: [...texts], abortSignal: signal });
    const vectors = checkVectors(embeddings, texts.length);
    const tokens = usage && Number.isFinite(usage.tokens) ? shareTokens(texts, usage.tokens) : undefined;
    return vectors.map((vector, index) => ({
      model: name,
      vector,
      usage: { inputCharacters: texts[index]?.length ?? 0, ...(tokens && { inputTokens: tokens[index] ?? 0 }) },
    }));
  } catch (error) {
    throw toVendorError(error, { model: name, signal });
  }
}

/** A vector for each text, all of one length: what is missing would be given to the wrong text. */
function checkVectors(embeddings: readonly (readonly number[])[], count: number): Float32Array[] {
  const length = embeddings[0]?.length ?? 0;
  const isWhole = embeddings.length === count && length > 0 && embeddings.every((vector) => vector.length === length);
  const vectors = isWhole ? embeddings.map((vector) => Float32Array.from(vector)) : [];
  if (isWhole && vectors.every((vector) => vector.every(Number.isFinite))) return vectors;
  throw new ServiceError('PROVIDER_BAD_RESPONSE', `Expected ${count} vectors of one length from the AI service.`);
}
