import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import {
  type CallContext,
  type GenerationPiece,
  type GenerationRequest,
  type Progress,
  ServiceError,
} from '@sluice/kit';
import type { GgufFileInfo } from 'node-llama-cpp';
import { readGgufFileInfo } from 'node-llama-cpp';

import { createGrammar } from './grammar.js';
import { loadRuntime, type Runtime } from './load-runtime.js';
import { createPieceQueue } from './piece-queue.js';
import { createPrompt } from './prompt.js';
import type { Settings } from './settings.js';
import { tokenBudget } from './token-budget.js';
import { writeText } from './write-text.js';

/** A model on llama.cpp. */
export interface Engine {
  /** The file's name without its ending. */
  readonly model: string;
  /** Whether the model has a chat template. */
  readonly followsInstructions: boolean;
  load(progress: Progress): Promise<void>;
  /** @throws `UNSUPPORTED_CAPABILITY`, `CONTEXT_WINDOW_EXCEEDED` */
  write(request: GenerationRequest, context: Pick<CallContext, 'signal'>): AsyncIterable<GenerationPiece>;
  close(): Promise<void>;
}

/** Reads the file's header alone; `load` reads the weights. A file that cannot be read fails there. */
export async function createEngine(settings: Settings): Promise<Engine> {
  const info = await readGgufFileInfo(settings.file, { sourceType: 'filesystem', logWarnings: false }).catch(
    () => undefined,
  );
  let runtime: Runtime | undefined;

  async function load(progress: Progress): Promise<void> {
    if (!info) throw await explainUnreadable(settings.file);
    runtime = await loadRuntime(settings, hasTemplate(info), progress);
  }

  async function* write(request: GenerationRequest, { signal }: Pick<CallContext, 'signal'>) {
    if (!runtime) throw new ServiceError('SERVICE_UNAVAILABLE', 'The model is not loaded.');
    yield* writeOn(runtime, request, signal);
  }

  return {
    model: basename(settings.file).replace(/\.gguf$/i, ''),
    followsInstructions: info !== undefined && hasTemplate(info),
    load,
    write,
    close: async () => runtime?.dispose(),
  };
}

/** Takes a sequence, writes on it, and gives it back when nothing computes on it any more. */
async function* writeOn(
  { llama, model, wrapper, sequences, window }: Runtime,
  request: GenerationRequest,
  signal: AbortSignal,
): AsyncGenerator<GenerationPiece> {
  const prompt = createPrompt(request, model, wrapper);
  const maxTokens = tokenBudget(request, prompt.tokens.length, window);
  const grammar = request.responseSchema && (await createGrammar(llama, request.responseSchema));
  const sequence = await sequences.take(signal);
  const stop = new AbortController();
  const pieces = createPieceQueue();
  const desk = {
    sequence,
    prompt,
    grammar,
    maxTokens,
    push: pieces.push,
    signal: AbortSignal.any([signal, stop.signal]),
  };
  const writing = writeText(request, desk).then(
    () => pieces.end(),
    (error: unknown) => pieces.end(error as Error),
  );
  try {
    yield* pieces;
  } finally {
    stop.abort();
    await writing;
    sequences.give(sequence);
  }
}

function hasTemplate({ metadata }: GgufFileInfo): boolean {
  return typeof metadata.tokenizer?.chat_template === 'string';
}

async function explainUnreadable(file: string): Promise<ServiceError> {
  const name = JSON.stringify(basename(file));
  const size = await stat(file).then(
    (found) => (found.isFile() ? found.size : -1),
    () => undefined,
  );
  const problem = size === undefined ? `there is no file ${name}` : `${name} is no GGUF file that can be read`;
  return new ServiceError('SERVICE_UNAVAILABLE', `SLUICE_GGUF: ${problem}.`);
}
