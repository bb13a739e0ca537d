import type { Progress } from '@sluice/kit';
import {
  type ChatWrapper,
  getLlama,
  type Llama,
  LlamaLogLevel,
  type LlamaModel,
  resolveChatWrapper,
} from 'node-llama-cpp';

import { batchInOrder } from './batch-order.js';
import { planCompute } from './compute-plan.js';
import { createSequencePool, type SequencePool } from './sequence-pool.js';
import type { Settings } from './settings.js';

/** The runtime with a model in it. */
export interface Runtime {
  readonly llama: Llama;
  readonly model: LlamaModel;
  /** The model's chat template, where it has one. */
  readonly wrapper: ChatWrapper | undefined;
  readonly sequences: SequencePool;
  /** Tokens that one request may take, prompt and output together. */
  readonly window: number;
  dispose(): Promise<void>;
}

/** Loads the CPU build that came with the package: nothing is compiled, nothing downloaded. */
export async function loadRuntime(settings: Settings, hasTemplate: boolean, progress: Progress): Promise<Runtime> {
  const llama = await getLlama({
    build: 'never',
    gpu: false,
    skipDownload: true,
    progressLogs: false,
    // Its messages may quote a prompt; what matters reaches the caller as an error.
    logLevel: LlamaLogLevel.disabled,
    // Threads are planned by model, below.
    maxThreads: 0,
  });
  const model = await llama.loadModel({
    modelPath: settings.file,
    onLoadProgress: (fraction) => progress('loading the language model', fraction),
  });
  const parameters = countParameters(model);
  const { threads, batchTokens } = planCompute(model.size, parameters, llama.cpuMathCores);
  const context = await model.createContext({
    contextSize: Math.min(settings.contextTokens, model.trainContextSize),
    sequences: settings.parallel,
    threads,
    batchSize: Math.max(batchTokens, settings.parallel),
    batching: { itemPrioritizationStrategy: batchInOrder },
  });
  const sequences = Array.from({ length: settings.parallel }, () => context.getSequence());
  return {
    llama,
    model,
    wrapper: hasTemplate ? resolveChatWrapper(model, { warningLogs: false }) : undefined,
    sequences: createSequencePool(sequences),
    window: context.contextSize,
    dispose: () => llama.dispose(),
  };
}

function countParameters({ fileInfo }: LlamaModel): number {
  const tensors = fileInfo.fullTensorInfo ?? [];
  return tensors.reduce(
    (sum, { dimensions }) => sum + dimensions.reduce<number>((product, size) => product * Number(size), 1),
    0,
  );
}
