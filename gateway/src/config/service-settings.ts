import { resolve } from 'node:path';
import { z } from 'zod';

/** A value of JSON, as it is passed on to a service. */
export type SettingValue = string | number | boolean | null | readonly SettingValue[] | ServiceSettingValues;

/** What a service is told of how to be: its own affair, but for the names that say what a value stands for. */
export interface ServiceSettingValues {
  readonly [name: string]: SettingValue;
}

/** A setting that names an environment variable. */
export interface NamedVariable {
  /** `settings.credentials[0].apiKeyFrom`. */
  readonly setting: string;
  readonly variable: string;
}

/** They travel in one variable of the service's environment, of which Linux lets none be larger than 128 KiB. */
const MAX_CHARACTERS = 64 * 1024;
const MAX_VALUES = 5_000;
const MAX_DEPTH = 16;

const VARIABLE = /^[A-Z][A-Z0-9_]{0,99}$/;
/** Names under which people put secrets. */
const SECRET = /(?:authorization|key|password|secret|token)$/i;

/** `services[].settings`. */
export const serviceSettings = z
  .record(z.string(), z.unknown())
  .superRefine((settings, context) => {
    const problem = problemOf(settings);
    if (problem) context.addIssue({ code: 'custom', message: problem.message, path: [...problem.path] });
  })
  .describe(
    "The service's own settings. What ends in `From` names an environment variable, which it gets; what ends in `File` " +
      'is a file, relative to this one. Secrets stand in neither: they are named.',
  );

/** The variables that settings name: what ends in `From`, one or a list. */
export function namedVariables(settings: ServiceSettingValues | undefined): readonly NamedVariable[] {
  return [...eachText(settings ?? {}, ['settings'])]
    .filter(({ name }) => name.endsWith('From'))
    .map(({ path, text }) => ({ setting: writePath(path), variable: text }));
}

/** The same settings, with absolute files: a service need not know where the configuration stands. */
export function resolveFiles(settings: ServiceSettingValues, folder: string): ServiceSettingValues {
  const place = (value: SettingValue, name: string): SettingValue => {
    if (typeof value === 'string') return name.endsWith('File') ? resolve(folder, value) : value;
    if (isList(value)) return value.map((one) => place(one, name));
    return typeof value === 'object' && value !== null ? resolveFiles(value, folder) : value;
  };
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, place(value, name)]));
}

type Path = readonly (string | number)[];

interface Problem {
  readonly path: Path;
  readonly message: string;
}

function problemOf(settings: unknown): Problem | undefined {
  const form = formProblem(settings);
  if (form) return form;
  for (const { path, name, text } of eachText(settings as ServiceSettingValues, [])) {
    if (name.endsWith('From') && !VARIABLE.test(text))
      return { path, message: 'expected the name of an environment variable, such as OPENAI_API_KEY' };
    if (SECRET.test(name))
      return { path, message: `expected no secret: set an environment variable, and name it with \`${name}From\`` };
  }
  return undefined;
}

/** Bounded before it is walked: aliases of YAML make a file of a few lines into a value without end. */
function formProblem(settings: unknown): Problem | undefined {
  let values = 0;
  const visit = (value: unknown, path: Path): Problem | undefined => {
    values += 1;
    if (values > MAX_VALUES) return { path: [], message: `expected at most ${MAX_VALUES} values` };
    if (path.length > MAX_DEPTH) return { path: [], message: `expected at most ${MAX_DEPTH} levels` };
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return undefined;
    if (typeof value === 'number' && Number.isFinite(value)) return undefined;
    if (Array.isArray(value)) return firstOf(value, (one, index) => visit(one, [...path, index]));
    if (typeof value !== 'object') return { path, message: 'expected a value of JSON' };
    return firstOf(Object.entries(value), ([name, one]) => visit(one, [...path, name]));
  };
  const problem = visit(settings, []);
  if (problem) return problem;
  const size = JSON.stringify(settings).length;
  return size > MAX_CHARACTERS ? { path: [], message: `expected at most ${MAX_CHARACTERS} characters` } : undefined;
}

/** Not `find`: what was found is wanted, and the rest is not to be visited. */
function firstOf<Value, Found>(
  values: readonly Value[],
  find: (value: Value, index: number) => Found | undefined,
): Found | undefined {
  for (const [index, value] of values.entries()) {
    const found = find(value, index);
    if (found !== undefined) return found;
  }
  return undefined;
}

interface NamedText {
  readonly path: Path;
  /** The nearest name above it. */
  readonly name: string;
  readonly text: string;
}

function* eachText(value: SettingValue, path: Path, name = ''): Generator<NamedText> {
  if (typeof value === 'string') yield { path, name, text: value };
  else if (isList(value)) for (const [index, one] of value.entries()) yield* eachText(one, [...path, index], name);
  else if (typeof value === 'object' && value !== null)
    for (const [key, one] of Object.entries(value)) yield* eachText(one, [...path, key], key);
}

const isList = (value: SettingValue): value is readonly SettingValue[] => Array.isArray(value);

const writePath = (path: Path): string =>
  path.map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index > 0 ? '.' : ''}${part}`)).join('');
