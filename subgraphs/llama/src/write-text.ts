import type { FinishReason, GenerationPiece, GenerationRequest } from '@sluice/kit';
import {
  LlamaChat,
  type LlamaChatResponse,
  LlamaCompletion,
  type LlamaContextSequence,
  type LlamaGrammar,
} from 'node-llama-cpp';

import { ALONE, SHARED } from './batch-order.js';
import type { Prompt } from './prompt.js';

/** What one text is written on. */
export interface WritingDesk {
  readonly sequence: LlamaContextSequence;
  readonly prompt: Prompt;
  readonly grammar: LlamaGrammar | undefined;
  /** Most tokens to write. */
  readonly maxTokens: number;
  /** Aborts between two tokens. */
  readonly signal: AbortSignal;
  readonly push: (piece: GenerationPiece) => void;
}

type StopReason = LlamaChatResponse['metadata']['stopReason'];

/** Ends what a grammar would let go on with line breaks for ever. */
const BLANK_LINES = '\n'.repeat(4);

/**
 * Writes one text, `finish` included, with the runtime's own sampling: what is not asked for stays at its defaults.
 *
 * @throws the signal's reason
 */
export async function writeText(request: GenerationRequest, desk: WritingDesk): Promise<void> {
  const { sequence, prompt, signal, push } = desk;
  // What another request left behind is reused where its beginning is the same; not where the output must repeat.
  if (request.seed !== undefined) await sequence.clearHistory();
  await readPrompt(request, desk);
  const before = sequence.tokenMeter.getState();
  const options = { ...samplingOf(request), ...stopsOf(request, desk), maxTokens: desk.maxTokens, signal };
  const reason = await (prompt.kind === 'chat' ? chat(prompt, options, desk) : complete(prompt, options, desk));
  const { usedOutputTokens } = sequence.tokenMeter.diff(before);
  push({
    type: 'finish',
    reason: toFinishReason(reason),
    usage: { inputTokens: prompt.tokens.length, outputTokens: usedOutputTokens },
  });
}

/** In parts: the runtime itself hears of an abort only when it has read the whole. */
async function readPrompt(
  request: GenerationRequest,
  { sequence, prompt: { tokens }, signal }: WritingDesk,
): Promise<void> {
  const { batchSize } = sequence.context;
  await sequence.adaptStateToTokens(tokens, false);
  let start = Math.min(sequence.nextTokenIndex, tokens.length);
  while (tokens.length - start > batchSize) {
    signal.throwIfAborted();
    const part = tokens.slice(start, start + batchSize);
    // oxlint-disable-next-line no-await-in-loop
    await sequence.evaluateWithoutGeneratingNewTokens(part, { evaluationPriority: priorityOf(request) });
    start += part.length;
  }
  signal.throwIfAborted();
}

const priorityOf = ({ seed }: GenerationRequest) => (seed === undefined ? SHARED : ALONE);

function samplingOf(request: GenerationRequest) {
  const { temperature, topP, seed } = request;
  return {
    evaluationPriority: priorityOf(request),
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { topP }),
    ...(seed !== undefined && { seed }),
  };
}

function stopsOf({ stop }: GenerationRequest, { grammar, prompt }: WritingDesk) {
  const ends = grammar && prompt.kind === 'plain' ? [BLANK_LINES] : [];
  return { ...(grammar && { grammar }), customStopTriggers: [...stop, ...ends] };
}

type WriteOptions = ReturnType<typeof samplingOf> &
  ReturnType<typeof stopsOf> & { readonly maxTokens: number; readonly signal: AbortSignal };

async function chat(
  { history, wrapper }: Prompt & { kind: 'chat' },
  options: WriteOptions,
  { sequence, push }: WritingDesk,
): Promise<StopReason> {
  const writer = new LlamaChat({ contextSequence: sequence, chatWrapper: wrapper });
  try {
    const { metadata } = await writer.generateResponse(history, {
      ...options,
      contextShift: { size: 1, strategy: refuseToForget },
      // Thoughts are not part of the output, but a sign of life.
      onResponseChunk: ({ type, text, tokens }) =>
        push({ type: 'delta', text: type === 'segment' ? '' : text, tokens: tokens.length }),
    });
    return metadata.stopReason;
  } finally {
    writer.dispose({ disposeSequence: false });
  }
}

async function complete(
  { text }: Prompt & { kind: 'plain' },
  options: WriteOptions,
  { sequence, push }: WritingDesk,
): Promise<StopReason> {
  const writer = new LlamaCompletion({ contextSequence: sequence });
  let tokens = 0;
  try {
    const { metadata } = await writer.generateCompletionWithMeta(text, {
      ...options,
      disableContextShift: true,
      contextShiftSize: 1,
      onToken: (written) => (tokens += written.length),
      onTextChunk: (chunk) => {
        push({ type: 'delta', text: chunk, tokens });
        tokens = 0;
      },
    });
    return metadata.stopReason;
  } finally {
    writer.dispose({ disposeSequence: false });
  }
}

/** The budget is checked before, so that this is never asked; were it, forgetting half of a conversation is no answer. */
function refuseToForget(): never {
  throw new Error('The context is too small for what was reckoned to fit.');
}

function toFinishReason(reason: StopReason): FinishReason {
  return reason === 'maxTokens' ? 'LENGTH' : 'STOP';
}
