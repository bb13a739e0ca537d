import { ServiceError } from '@sluice/schema';
import type { GenerateInput, ToolInput } from '@sluice/schema/resolvers';
import { chooseModel } from '../batching/capability-runner.js';
import type { InputLimits } from '../service.js';
import { checkJsonObject } from './check-json.js';
import { checkSchema } from './check-output.js';
import type { GenerationRequest, Tool } from './generation-capability.js';
import { readMessages } from './read-messages.js';

const MAX_TOKENS = 1_000_000;
const MAX_STOPS = 16;
const MAX_STOP_LENGTH = 200;
const MAX_TOOLS = 128;

type Path = readonly (string | number)[];

/**
 * Makes of what a caller wrote what an engine gets: everything checked and bounded, nothing null.
 *
 * @throws `BAD_USER_INPUT`, `MODEL_NOT_FOUND`, `CONTEXT_WINDOW_EXCEEDED`
 */
export function readGenerationRequest(
  input: GenerateInput,
  models: readonly string[],
  limits: InputLimits,
): GenerationRequest {
  const { temperature, topP, maxTokens, seed, system, responseSchema } = input;
  return {
    model: chooseModel('generation', models, input.model),
    messages: readMessages(input, limits),
    stop: (input.stop ?? []).map(checkStop),
    tools: readTools(input.tools ?? []),
    ...(system && { system }),
    ...(isGiven(temperature) && { temperature: checkRange(temperature, 'temperature', 0, 2) }),
    ...(isGiven(topP) && { topP: checkRange(topP, 'topP', Number.MIN_VALUE, 1) }),
    ...(isGiven(maxTokens) && { maxTokens: checkRange(maxTokens, 'maxTokens', 1, MAX_TOKENS) }),
    ...(isGiven(seed) && { seed }),
    ...(isGiven(responseSchema) && {
      responseSchema: checkSchema(checkJsonObject(responseSchema, ['input', 'responseSchema'])),
    }),
  };
}

/** @throws `BAD_USER_INPUT` for a key that is blank or longer than 200 characters */
export function checkIdempotencyKey(key: string): string {
  if (key.trim() !== '' && key.length <= 200) return key;
  throw new ServiceError('BAD_USER_INPUT', 'idempotencyKey: expected 1 to 200 characters.', {
    inputPath: ['idempotencyKey'],
  });
}

function isGiven<Value>(value: Value): value is NonNullable<Value> {
  return value !== null && value !== undefined;
}

function checkRange(value: number, name: string, min: number, max: number): number {
  if (value >= min && value <= max) return value;
  const from = min === Number.MIN_VALUE ? 'above 0' : `${min}`;
  throw refuse([name], `expected ${from} to ${max}, got ${value}`);
}

function checkStop(text: string, index: number): string {
  if (index >= MAX_STOPS) throw refuse(['stop'], `expected at most ${MAX_STOPS} texts`);
  if (text.length > 0 && text.length <= MAX_STOP_LENGTH) return text;
  throw refuse(['stop', index], `expected 1 to ${MAX_STOP_LENGTH} characters`);
}

function readTools(tools: readonly ToolInput[]): Tool[] {
  if (tools.length > MAX_TOOLS) throw refuse(['tools'], `expected at most ${MAX_TOOLS}, got ${tools.length}`);
  const names = new Set<string>();
  return tools.map(({ name, description, parameters }, index) => {
    if (!/^[\w-]{1,64}$/.test(name))
      throw refuse(['tools', index, 'name'], 'expected 1 to 64 letters, digits, underscores and hyphens');
    if (names.has(name)) throw refuse(['tools', index, 'name'], 'expected different names, got one twice');
    names.add(name);
    const schema = checkJsonObject(parameters, ['input', 'tools', index, 'parameters']);
    return { name, parameters: schema, ...(description && { description }) };
  });
}

function refuse(path: Path, expectation: string): ServiceError {
  const inputPath = ['input', ...path];
  return new ServiceError('BAD_USER_INPUT', `${inputPath.join('.')}: ${expectation}.`, { inputPath });
}
