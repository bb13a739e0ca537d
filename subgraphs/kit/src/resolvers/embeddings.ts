import { ServiceError } from '@sluice/schema';
import type { VectorEncoding } from '@sluice/schema/resolvers';
import type { EmbeddingResult, Usage } from '../capabilities.js';
import type { RequestContext } from '../request-context.js';
import { type CapabilityResolvers, provenance, textItem, textReference } from './capability-resolvers.js';

/** `Text.embedding`, and `Text.similarity` made of two embeddings that travel in the same batch. */
export const embeddings: CapabilityResolvers = {
  Text: {
    __resolveReference: textReference,
    embedding: async (text, { model }, context) => {
      const result = await embed(text, model, context);
      return { ...provenance(result), vector: Array.from(result.vector), dimensions: result.vector.length };
    },
    similarity: async (text, { to, model }, context) => {
      const [one, other] = await Promise.all([
        embed(text, model, context),
        embed({ content: to }, model, context, 'to'),
      ]);
      const usage = one === other ? one.usage : addUsage(one.usage, other.usage);
      return { model: one.model, score: cosine(one.vector, other.vector), ...(usage && { usage }) };
    },
  },
  Embedding: {
    vector: ({ vector }, { encoding }) => (Array.isArray(vector) ? encodeVector(vector, encoding) : vector),
  },
};

function embed(
  text: { readonly content: string },
  model: string | null | undefined,
  context: RequestContext,
  name = 'content',
): Promise<EmbeddingResult> {
  return context.ask({ capability: 'embeddings', ...textItem(text, context, name), options: {}, model });
}

function encodeVector(vector: readonly number[], encoding: VectorEncoding): string | readonly number[] {
  return encoding === 'LIST' ? vector : Buffer.from(Float32Array.from(vector).buffer).toString('base64');
}

/** From -1 to 1; 0 where a vector has no direction. */
export function cosine(one: Float32Array, other: Float32Array): number {
  if (one.length !== other.length)
    throw new ServiceError('PROVIDER_BAD_RESPONSE', 'The model gave vectors of different lengths.');
  let [product, oneSquare, otherSquare] = [0, 0, 0];
  for (let index = 0; index < one.length; index += 1) {
    const [left = 0, right = 0] = [one[index], other[index]];
    product += left * right;
    oneSquare += left * left;
    otherSquare += right * right;
  }
  const lengths = Math.sqrt(oneSquare * otherSquare);
  return lengths === 0 ? 0 : Math.max(-1, Math.min(1, product / lengths));
}

function addUsage(one: Usage | undefined, other: Usage | undefined): Usage | undefined {
  if (!one || !other) return one ?? other;
  const names = new Set([...Object.keys(one), ...Object.keys(other)]) as Set<keyof Usage>;
  return Object.fromEntries([...names].map((name) => [name, (one[name] ?? 0) + (other[name] ?? 0)]));
}
