import { ServiceError } from '@sluice/schema';
import type { JsonObject, JsonValue } from './generation-capability.js';

/** Bounds of JSON that callers write: a schema, a tool's parameters, its arguments. */
const MAX_DEPTH = 32;
const MAX_NODES = 10_000;
const MAX_CHARACTERS = 64_000;

/**
 * Checks the size of a JSON value without recursion, so that depth is no danger.
 *
 * @throws `BAD_USER_INPUT` naming the limit
 */
export function checkJson(value: unknown, path: readonly (string | number)[]): JsonValue {
  let [nodes, characters] = [0, 0];
  const open: [value: unknown, depth: number][] = [[value, 1]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [current, depth] = next;
    nodes += 1;
    if (typeof current === 'string') characters += current.length;
    if (nodes > MAX_NODES) throw refuse(path, `expected JSON of at most ${MAX_NODES} values`);
    if (depth > MAX_DEPTH) throw refuse(path, `expected JSON nested at most ${MAX_DEPTH} deep`);
    if (typeof current !== 'object' || current === null) continue;
    for (const [name, member] of Object.entries(current)) {
      characters += Array.isArray(current) ? 0 : name.length;
      open.push([member, depth + 1]);
    }
    if (characters > MAX_CHARACTERS)
      throw refuse(path, `expected JSON with texts of at most ${MAX_CHARACTERS} characters`);
  }
  return value as JsonValue;
}

/** @throws `BAD_USER_INPUT` unless it is an object within the bounds */
export function checkJsonObject(value: unknown, path: readonly (string | number)[]): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refuse(path, 'expected an object');
  return checkJson(value, path) as JsonObject;
}

function refuse(path: readonly (string | number)[], expectation: string): ServiceError {
  return new ServiceError('BAD_USER_INPUT', `${path.join('.')}: ${expectation}.`, { inputPath: path });
}
