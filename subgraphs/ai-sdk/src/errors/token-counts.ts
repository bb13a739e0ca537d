/** What a vendor told of a window that is too small. */
export interface TokenCounts {
  readonly maxTokens?: number;
  readonly requestedTokens?: number;
}

/** Sentences of vendors, with the two numbers by their names; an upstream's words are read, and never passed on. */
const SENTENCES: readonly RegExp[] = [
  // Anthropic
  /prompt is too long: (?<requested>\d+) tokens > (?<max>\d+)/,
  /exceed context limit: (?<input>\d+) \+ (?<output>\d+) > (?<max>\d+)/,
  // Google
  /token count \((?<requested>\d+)\) exceeds the maximum number of tokens allowed \((?<max>\d+)\)/,
  // OpenAI, vLLM
  /maximum context length is (?<max>\d+)[^]{0,200}?(?:requested|resulted in) (?:about )?(?<requested>\d+)/,
  /\(length (?<requested>\d+)\) is longer than the maximum model length of (?<max>\d+)/,
  // Text Generation Inference, Together
  /must be <= (?<max>\d+)\. Given: (?<input>\d+) `inputs` tokens and (?<output>\d+)/,
  // llama.cpp
  /request \((?<requested>\d+) tokens\) exceeds the available context size \((?<max>\d+) tokens\)/,
  /maximum context length is (?<max>\d+)/,
];

/**
 * @param fields the vendor's error, where llama.cpp puts `n_prompt_tokens` and `n_ctx`
 * @param message its sentence
 */
export function readTokenCounts(fields: Readonly<Record<string, unknown>>, message: string): TokenCounts {
  const { n_prompt_tokens: requested, n_ctx: max } = fields;
  if (isCount(requested) && isCount(max)) return { maxTokens: max, requestedTokens: requested };
  for (const sentence of SENTENCES) {
    const groups = sentence.exec(message)?.groups;
    if (groups) return toCounts(groups);
  }
  return {};
}

function toCounts({ requested, max, input, output }: Readonly<Record<string, string | undefined>>): TokenCounts {
  const asked = requested ?? (input !== undefined && output !== undefined ? Number(input) + Number(output) : undefined);
  return { maxTokens: Number(max), ...(asked !== undefined && { requestedTokens: Number(asked) }) };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
