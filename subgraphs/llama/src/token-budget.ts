import { type GenerationRequest, ServiceError } from '@sluice/kit';

/** Most tokens to write where the caller names no number. */
const DEFAULT_TOKENS = 1_024;
/** Room for less is room for nothing. */
const LEAST_FREE = 1;

/**
 * How many tokens may be written.
 *
 * @param promptTokens tokens that are read
 * @param window tokens that the model sees at once
 * @throws `CONTEXT_WINDOW_EXCEEDED` when prompt and output do not fit
 */
export function tokenBudget({ maxTokens, model }: GenerationRequest, promptTokens: number, window: number): number {
  const requestedTokens = promptTokens + Math.max(maxTokens ?? 0, LEAST_FREE);
  if (requestedTokens <= window) return maxTokens ?? Math.min(DEFAULT_TOKENS, window - promptTokens);
  throw new ServiceError(
    'CONTEXT_WINDOW_EXCEEDED',
    `The prompt of ${promptTokens} tokens and what is to be written take ${requestedTokens}; the model sees ${window}.`,
    { maxTokens: window, requestedTokens, model },
  );
}
