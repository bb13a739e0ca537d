import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { CommandError } from '../access/command-error.js';

export interface ContextFlags {
  /** JSON, `@file`, or `-` for the standard input. */
  readonly input?: string;
  /** The same, for the variables of an operation. */
  readonly variables?: string;
}

/** Kinds whose input is not one text. */
const FROM_TEXT: Readonly<Record<string, (text: string) => object>> = {
  generation: (content) => ({ messages: [{ role: 'USER', content }] }),
};

/**
 * The context that a command line tells: JSON by `--input`, or a text; of the kind `operation` the text is a document,
 * or names the file of one.
 *
 * @throws CommandError
 */
export function readContext(
  kind: string,
  text: string | undefined,
  flags: ContextFlags,
  cwd: string,
): Readonly<Record<string, object>> {
  if ((text === undefined) === (flags.input === undefined)) {
    throw new CommandError('Give the input: a text, or --input with JSON.');
  }
  if (flags.input !== undefined) return { [kind]: readJson(flags.input, '--input', cwd) };
  if (kind !== 'operation' && flags.variables !== undefined) throw new CommandError('--variables are of operations.');
  if (kind !== 'operation') return { [kind]: (FROM_TEXT[kind] ?? ((content) => ({ content })))(text ?? '') };
  const document = /\.(graphql|gql)$/.test(text ?? '') ? readText(text ?? '', cwd) : text;
  const variables = flags.variables === undefined ? {} : readJson(flags.variables, '--variables', cwd);
  return { operation: { document, variables } };
}

/** @throws CommandError where it is no JSON object */
export function readJson(given: string, flag: string, cwd: string): object {
  const text = given === '-' ? readText(0, cwd) : given.startsWith('@') ? readText(given.slice(1), cwd) : given;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Told below.
  }
  throw new CommandError(`${flag}: expected a JSON object.`);
}

function readText(file: string | 0, cwd: string): string {
  try {
    return readFileSync(file === 0 ? 0 : resolve(cwd, file), 'utf8');
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    throw new CommandError(`${file === 0 ? 'The standard input' : file} cannot be read: ${String(code)}.`);
  }
}

/** `name=value`, again and again. */
export function collectLabel(pair: string, labels: Readonly<Record<string, string>> = {}) {
  const at = pair.indexOf('=');
  if (at < 1) throw new CommandError(`--label ${pair}: expected name=value.`);
  return { ...labels, [pair.slice(0, at)]: pair.slice(at + 1) };
}
