import type { LanguageModelV3FinishReason, LanguageModelV3StreamPart, LanguageModelV3Usage } from '@ai-sdk/provider';
import { type FinishReason, type GenerationPiece, ServiceError, type Usage } from '@sluice/kit';

type FinishPart = Extract<LanguageModelV3StreamPart, { type: 'finish' }>;
type FinishPiece = Extract<GenerationPiece, { type: 'finish' }>;

/** Reasons that the SDK does not know, of servers that speak a vendor's protocol in words of their own. */
const RAW_REASONS: Readonly<Record<string, FinishReason>> = {
  complete: 'STOP',
  eos: 'STOP',
  eos_token: 'STOP',
  stop_sequence: 'STOP',
  function_call: 'TOOL_CALLS',
  max_length: 'LENGTH',
  model_length: 'LENGTH',
};

/**
 * The end of a generation. A stream that was cut looks like one that ended, but for the reason that it does not have.
 *
 * @param tokens how many were passed on before
 * @throws `STREAM_INTERRUPTED` for an end without a reason, `PROVIDER_BAD_RESPONSE` for one that nobody knows
 */
export function toFinish({ finishReason, usage }: FinishPart, tokens: number): FinishPiece {
  const counted = toUsage(usage);
  return { type: 'finish', reason: toReason(finishReason, tokens), ...(counted && { usage: counted }) };
}

/** @param tokens how many were passed on before */
export function interrupted(tokens: number, cause?: unknown): ServiceError {
  const details = { partialTokens: tokens, resumable: false, phase: 'STREAMING', outcomeUnknown: true } as const;
  return new ServiceError('STREAM_INTERRUPTED', `The AI service broke off after ${tokens} tokens.`, details, { cause });
}

function toReason({ unified, raw }: LanguageModelV3FinishReason, tokens: number): FinishReason {
  switch (unified) {
    case 'stop':
      return 'STOP';
    case 'length':
      return 'LENGTH';
    case 'content-filter':
      return 'CONTENT_FILTER';
    case 'tool-calls':
      return 'TOOL_CALLS';
    case 'error':
    case 'other':
      return readRaw(raw, tokens);
  }
}

function readRaw(raw: string | undefined, tokens: number): FinishReason {
  if (raw === undefined || /^(?:abort|cancel|error)/i.test(raw)) throw interrupted(tokens);
  const known = raw.toLowerCase();
  if (Object.hasOwn(RAW_REASONS, known)) return RAW_REASONS[known] as FinishReason;
  throw new ServiceError('PROVIDER_BAD_RESPONSE', 'The model stopped for a reason that is not known.', {
    phase: 'STREAMING',
  });
}

/** Undefined where the vendor told neither number: nothing is made up. */
function toUsage({ inputTokens, outputTokens }: LanguageModelV3Usage): Usage | undefined {
  const [input, output] = [inputTokens.total, outputTokens.total];
  if (input === undefined && output === undefined) return undefined;
  const cached = inputTokens.cacheRead;
  return {
    ...(input !== undefined && { inputTokens: input }),
    ...(cached !== undefined && cached > 0 && { cachedInputTokens: cached }),
    ...(output !== undefined && { outputTokens: output }),
  };
}
