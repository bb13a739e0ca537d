import type { ContextPolicy } from '../context-policy.js';
import { stopSequences } from './choices.js';
import { jsonSchema } from './json.js';
import { defaultMaxTokens, maxTokens } from './max-tokens.js';
import { type Input, objectOf } from './members.js';
import { messages } from './messages.js';
import { model } from './model.js';
import { normalizeText } from './normalize-text.js';
import { numberWithin } from './number-within.js';
import type { ContextProblem, InputPath, Rule } from './rule.js';
import { tools } from './tools.js';

/** What a language model is told before the conversation; its length counts with the conversation's. */
const system: Rule<string> = { normalize: normalizeText, validate: () => [] };

const members = objectOf({
  messages,
  system,
  model,
  temperature: numberWithin({ min: 0, max: 2 }),
  topP: numberWithin({ min: 0, max: 1, isAbove: true }),
  maxTokens,
  stop: stopSequences,
  tools,
  responseSchema: jsonSchema,
});

/** What a language model is to write: `GenerateInput`. */
export const generation: Rule<Input> = {
  normalize(value, policy) {
    const { system: told, ...normalized } = members.normalize(value, policy);
    const isTold = typeof told === 'string' && told.trim() !== '';
    const fallback = defaultMaxTokens(policy);
    return {
      ...(fallback !== null && { maxTokens: fallback }),
      ...normalized,
      ...(isTold && { system: told }),
    };
  },
  validate: (value, path, policy) => [...members.validate(value, path, policy), ...tooLong(value, path, policy)],
};

/** A conversation is one input to a model: its length is that of all its texts. */
function tooLong(value: Input, path: InputPath, { maxTextLength: limit }: ContextPolicy): ContextProblem[] {
  const turns = (value['messages'] ?? []) as readonly Input[];
  const length = turns.reduce((sum, turn) => sum + String(turn['content']).length, lengthOf(value['system']));
  if (length <= limit) return [];
  const expectation = `expected at most ${limit} characters, got ${length}`;
  const passed = { dimension: 'characters', limit, value: length };
  return [{ path: [...path, 'messages'], expectation, limit: passed, code: 'CONTEXT_WINDOW_EXCEEDED' }];
}

const lengthOf = (value: unknown) => (typeof value === 'string' ? value.length : 0);
