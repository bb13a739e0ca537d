import type { LanguageModelV3CallOptions, LanguageModelV3FunctionTool } from '@ai-sdk/provider';
import type { GenerationRequest, Tool } from '@sluice/kit';

import { toPrompt } from './to-prompt.js';

type JsonSchema = LanguageModelV3FunctionTool['inputSchema'];

/** What a model of a vendor is asked; what the caller left open, the vendor decides. */
export function toCallOptions(request: GenerationRequest, signal: AbortSignal): LanguageModelV3CallOptions {
  const { temperature, topP, maxTokens, stop, seed, tools, responseSchema } = request;
  return {
    prompt: toPrompt(request),
    abortSignal: signal,
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { topP }),
    ...(maxTokens !== undefined && { maxOutputTokens: maxTokens }),
    ...(stop.length > 0 && { stopSequences: [...stop] }),
    ...(seed !== undefined && { seed }),
    ...(tools.length > 0 && { tools: tools.map(toTool), toolChoice: { type: 'auto' } }),
    ...(responseSchema && {
      responseFormat: { type: 'json', schema: responseSchema as JsonSchema, name: 'response' },
    }),
  };
}

function toTool({ name, description, parameters }: Tool): LanguageModelV3FunctionTool {
  return { type: 'function', name, inputSchema: parameters as JsonSchema, ...(description && { description }) };
}
