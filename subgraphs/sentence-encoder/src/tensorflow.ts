import core from '@energetic-ai/core';

/** The part of TensorFlow.js that the encoder uses; the package's own types name a package that it does not bring. */
export interface Tensor {
  data(): Promise<Float32Array>;
  dispose(): void;
}

interface TensorFlow {
  tensor1d(values: Int32Array, type: 'int32'): Tensor;
  tensor2d(values: Int32Array, shape: readonly [number, number], type: 'int32'): Tensor;
}

/** A graph model that takes the tokens of several texts as one sparse matrix. */
export interface SparseModel {
  executeAsync(inputs: { readonly indices: Tensor; readonly values: Tensor }): Promise<Tensor>;
}

export const { tensor1d, tensor2d } = core as unknown as TensorFlow;
