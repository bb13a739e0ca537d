import { pathToFileURL } from 'node:url';

import { NO_HOOKS } from './hooks.js';
import type { Middleware } from './middleware.js';

/** A file that is named in the configuration cannot be used. */
export class MiddlewareError extends Error {
  override readonly name = 'MiddlewareError';
  /** The file, absolute. */
  readonly file: string;

  constructor(file: string, problem: string, cause?: unknown) {
    super(problem, { cause });
    this.file = file;
  }
}

/** One entry of the configuration. */
export interface MiddlewareSettings {
  /** A JavaScript module, absolute: its default export is a middleware, or a function that makes one of `options`. */
  readonly file: string;
  readonly options?: unknown;
}

/**
 * Imports the middleware of the configuration.
 *
 * @throws MiddlewareError where a file cannot be imported or exports something else
 */
export async function loadMiddleware(entries: readonly MiddlewareSettings[]): Promise<Middleware[]> {
  const loaded: Middleware[] = [];
  for (const entry of entries) loaded.push(await loadOne(entry));
  return loaded;
}

async function loadOne({ file, options }: MiddlewareSettings): Promise<Middleware> {
  const make = await importDefault(file);
  const made: unknown = typeof make === 'function' ? await callFactory(file, make, options) : make;
  const problem = problemOf(made);
  if (problem !== null) throw new MiddlewareError(file, problem);
  return made as Middleware;
}

async function importDefault(file: string): Promise<unknown> {
  try {
    return ((await import(pathToFileURL(file).href)) as { readonly default?: unknown }).default;
  } catch (error) {
    throw new MiddlewareError(file, `cannot be imported: ${messageOf(error)}`, error);
  }
}

async function callFactory(file: string, make: Function, options: unknown): Promise<unknown> {
  try {
    return (await make(options)) as unknown;
  } catch (error) {
    throw new MiddlewareError(file, `refuses its options: ${messageOf(error)}`, error);
  }
}

const KNOWN: readonly string[] = ['name', ...Object.keys(NO_HOOKS)];

/** A hook whose name is misspelt would never run: it is an error, since it may have been meant to refuse something. */
function problemOf(made: unknown): string | null {
  if (typeof made !== 'object' || made === null)
    return 'expected the default export to be a middleware, or a function that makes one';
  const { name, ...hooks } = made as Record<string, unknown>;
  if (typeof name !== 'string' || name === '') return 'expected the middleware to have a `name`';
  const unknown = Object.keys(hooks).find((key) => !KNOWN.includes(key));
  if (unknown !== undefined) return `there is no hook \`${unknown}\`; expected ${KNOWN.slice(1).join(', ')}`;
  const notCallable = Object.entries(hooks).find(([, hook]) => hook !== undefined && typeof hook !== 'function');
  return notCallable ? `expected \`${notCallable[0]}\` to be a function` : null;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
