import type { LanguageModelV3ToolCall } from '@ai-sdk/provider';
import { type FinishReason, type JsonValue, ServiceError, type ToolCall } from '@sluice/kit';

/**
 * The functions that a model asked for, read when it has ended: arguments that `maxTokens` cut off are no JSON, and
 * such a call is left out, as the finish reason says.
 *
 * @throws `OUTPUT_INVALID` for arguments that are no JSON although the model came to its end
 */
export function readToolCalls(calls: readonly LanguageModelV3ToolCall[], reason: FinishReason): ToolCall[] {
  return calls
    .map(({ toolCallId: id, toolName: name, input }) => ({ id, name, input: parseArguments(input) }))
    .filter(({ input }) => input !== undefined || refuseUnless(reason === 'LENGTH'))
    .map(({ id, name, input }) => ({ id, name, arguments: input ?? null }));
}

/** Some models write nothing for a function that takes nothing. */
function parseArguments(text: string): JsonValue | undefined {
  try {
    return text.trim() === '' ? {} : (JSON.parse(text) as JsonValue);
  } catch {
    return undefined;
  }
}

function refuseUnless(isCut: boolean): false {
  if (isCut) return false;
  throw new ServiceError('OUTPUT_INVALID', 'The model asked for a function with arguments that are no JSON.');
}
