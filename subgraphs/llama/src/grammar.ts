import { type JsonObject, ServiceError } from '@sluice/kit';
import type { GbnfJsonBasicSchema, Llama, LlamaGrammar } from 'node-llama-cpp';

import { toGrammarSchema } from './grammar-schema.js';

/**
 * The grammar that holds a model to a JSON Schema.
 *
 * @throws `UNSUPPORTED_CAPABILITY` naming what of the schema no grammar can express
 */
export async function createGrammar(llama: Llama, schema: JsonObject): Promise<LlamaGrammar> {
  // The runtime's type infers the output's type from a literal; of a schema that comes at run time it knows none.
  const converted = toGrammarSchema(schema) as unknown as GbnfJsonBasicSchema;
  try {
    return await llama.createGrammarForJsonSchema(converted);
  } catch (error) {
    throw new ServiceError(
      'UNSUPPORTED_CAPABILITY',
      'input.responseSchema: the model cannot be held to a schema of this size or form.',
      { inputPath: ['input', 'responseSchema'] },
      { cause: error },
    );
  }
}
