import vm from 'node:vm';
import { type OutputUnit, type Schema, type SchemaDraft, Validator } from '@cfworker/json-schema';
import { ServiceError } from '@sluice/schema';
import type { JsonObject, JsonValue } from './generation-capability.js';

/** Longest time for one check, and what a long output is granted more: some expressions take forever for some text. */
const CHECK_MS = 100;
const CHARACTERS_PER_MS = 1_000;
const MAX_PROBLEM = 300;

/**
 * Holds what a model wrote against the schema that was asked for (JSON Schema 2020-12, or the draft that it names). The
 * schema is a caller's: it is read and never made into code, and what it takes is bounded.
 *
 * @param characters how long it was as text
 * @throws `OUTPUT_INVALID` saying where they differ; `BAD_USER_INPUT` for a schema that cannot be followed to its end
 */
export function checkOutput(schema: JsonObject, output: JsonValue, characters: number): void {
  const { valid, errors } = follow(schema, output, CHECK_MS + Math.ceil(characters / CHARACTERS_PER_MS));
  if (valid) return;
  throw new ServiceError(
    'OUTPUT_INVALID',
    'The model wrote JSON that is not of the schema that was asked for.',
    {},
    {
      cause: new Error(describe(errors.at(-1))),
    },
  );
}

/**
 * Before a model is paid: what no output could be held against.
 *
 * @throws `BAD_USER_INPUT`
 */
export function checkSchema(schema: JsonObject): JsonObject {
  for (const pattern of patternsOf(schema)) {
    try {
      RegExp(pattern, 'u');
    } catch {
      throw refuse('expected patterns that are regular expressions (ECMA-262)');
    }
  }
  // Also of no output is seen what cannot be read as a schema, or refers to what is not there.
  follow(schema, null, CHECK_MS);
  return schema;
}

const sandbox = vm.createContext({ check: null });
const script = new vm.Script('check()');

/** The one way to end an expression that has begun is a time limit of the engine. */
function follow(schema: JsonObject, output: JsonValue, timeout: number) {
  let result: ReturnType<Validator['validate']> | undefined;
  sandbox['check'] = () => void (result = new Validator(schema as Schema, draftOf(schema)).validate(output));
  try {
    script.runInContext(sandbox, { timeout });
  } catch {
    // Nothing of the library's own words, which may quote the schema.
  } finally {
    sandbox['check'] = null;
  }
  if (result) return result;
  throw refuse('expected a JSON Schema that can be followed to its end');
}

const DRAFTS: readonly (readonly [name: string, draft: SchemaDraft])[] = [
  ['draft-04', '4'],
  ['draft-06', '7'],
  ['draft-07', '7'],
  ['2019-09', '2019-09'],
];

function draftOf({ $schema }: JsonObject): SchemaDraft {
  const [, draft = '2020-12'] = DRAFTS.find(([name]) => typeof $schema === 'string' && $schema.includes(name)) ?? [];
  return draft;
}

/** Of keywords, not of values that look like them. */
function patternsOf(schema: JsonObject): string[] {
  const patterns: string[] = [];
  const open: unknown[] = [schema];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (Array.isArray(next)) open.push(...(next as readonly unknown[]));
    if (typeof next !== 'object' || next === null || Array.isArray(next)) continue;
    for (const [keyword, value] of Object.entries(next)) {
      if (keyword === 'pattern' && typeof value === 'string') patterns.push(value);
      if (keyword === 'patternProperties' && isObject(value)) patterns.push(...Object.keys(value));
      if (!VALUES.has(keyword)) open.push(value);
    }
  }
  return patterns;
}

/** Keywords whose content is no schema. */
const VALUES = new Set(['const', 'default', 'enum', 'examples', 'required']);

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function describe(unit: OutputUnit | undefined): string {
  return `${unit?.instanceLocation ?? '#'}: ${unit?.error ?? 'another value was expected'}`.slice(0, MAX_PROBLEM);
}

function refuse(expectation: string): ServiceError {
  const inputPath = ['input', 'responseSchema'];
  return new ServiceError('BAD_USER_INPUT', `${inputPath.join('.')}: ${expectation}.`, { inputPath });
}
