import {
  InvalidResponseDataError,
  type LanguageModelV3,
  type LanguageModelV3StreamPart,
  type LanguageModelV3ToolCall,
} from '@ai-sdk/provider';
import { type CallContext, type GenerationPiece, type GenerationRequest, ServiceError } from '@sluice/kit';

import { toStreamPartError, toVendorError } from '../errors/vendor-error.js';
import { type GenerationFeature, refuseUnsupported, refuseWarnings } from './refuse-unsupported.js';
import { toCallOptions } from './to-call-options.js';
import { interrupted, toFinish } from './to-finish.js';
import { readToolCalls } from './tool-calls.js';

export interface StreamGenerationOptions {
  readonly model: LanguageModelV3;
  /** What is known that the model does not take. @default nothing */
  readonly unsupported?: readonly GenerationFeature[];
}

/** What came of a stream so far. */
interface Progress {
  tokens: number;
  readonly toolCalls: LanguageModelV3ToolCall[];
}

/**
 * A generation of a vendor as pieces of the kit. The one call is made once: whether it is made again, and where, is the
 * gateway's to decide. What a model thinks is not passed on, but counts as a sign of life.
 *
 * @throws a `ServiceError`; `STREAM_INTERRUPTED` where the stream ends without saying why
 */
export async function* streamGeneration(
  request: GenerationRequest,
  { signal }: Pick<CallContext, 'signal'>,
  { model, unsupported = [] }: StreamGenerationOptions,
): AsyncGenerator<GenerationPiece, void, undefined> {
  const progress: Progress = { tokens: 0, toolCalls: [] };
  const context = { model: request.model, signal };
  try {
    refuseUnsupported(request, unsupported);
    const { stream } = await model.doStream(toCallOptions(request, signal));
    // Leaving the loop cancels the stream, and with it the request.
    for await (const part of stream) {
      const pieces = readPart(part, request, progress, signal);
      yield* pieces;
      if (pieces.at(-1)?.type === 'finish') return;
    }
  } catch (error) {
    throw toInterruption(toVendorError(error, context), progress.tokens);
  }
  throw interrupted(progress.tokens);
}

function readPart(
  part: LanguageModelV3StreamPart,
  request: GenerationRequest,
  progress: Progress,
  signal: AbortSignal,
): GenerationPiece[] {
  switch (part.type) {
    case 'stream-start':
      refuseWarnings(request, part.warnings);
      return [];
    case 'text-delta':
      if (part.delta === '') return [];
      progress.tokens += 1;
      return [{ type: 'delta', text: part.delta }];
    case 'tool-call':
      progress.toolCalls.push(part);
      return [{ type: 'progress' }];
    case 'reasoning-delta':
    case 'tool-input-delta':
      return [{ type: 'progress' }];
    case 'finish': {
      const finish = toFinish(part, progress.tokens);
      const calls = readToolCalls(progress.toolCalls, finish.reason);
      return [...calls.map((call) => ({ type: 'toolCall' as const, ...call })), finish];
    }
    case 'error':
      if (isCut(part.error)) throw interrupted(progress.tokens, part.error);
      throw toStreamPartError(part.error, { model: request.model, signal });
    case 'file':
    case 'raw':
    case 'reasoning-end':
    case 'reasoning-start':
    case 'response-metadata':
    case 'source':
    case 'text-end':
    case 'text-start':
    case 'tool-approval-request':
    case 'tool-input-end':
    case 'tool-input-start':
    case 'tool-result':
      // Nothing of the contract.
      return [];
  }
}

/** How the SDK tells of a stream that ended without a finish reason. */
function isCut(error: unknown): boolean {
  return InvalidResponseDataError.isInstance(error) && error.data === undefined;
}

/** A connection that broke within the answer. */
function toInterruption(error: Error, tokens: number): Error {
  const isBroken =
    error instanceof ServiceError && error.code === 'PROVIDER_ERROR' && error.details.outcomeUnknown === true;
  return isBroken && error.details.phase === 'STREAMING' ? interrupted(tokens, error) : error;
}
