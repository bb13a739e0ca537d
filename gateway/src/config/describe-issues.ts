import type { z } from 'zod';
import type { ConfigProblem } from './config-error.js';
import { allowedKeys, type KeyTree } from './known-keys.js';
import { suggest } from './suggest.js';
import type { SettingPath, YamlSource } from './yaml-source.js';

type Issue = z.core.$ZodIssue;

/** Settings that something else than the file gave, by their path joined with dots: `server.port` → `PORT`. */
export type Overrides = ReadonlyMap<string, { readonly place: string; readonly setting: string }>;

/** Turns what zod found into problems that name file, line and setting, and say what to do. */
export function describeIssues(
  issues: readonly Issue[],
  source: YamlSource,
  sources: { readonly overrides: Overrides; readonly keys: KeyTree },
): ConfigProblem[] {
  return issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') return describeUnknownKeys(issue, source, sources.keys);
    const override = sources.overrides.get(issue.path.join('.'));
    if (override !== undefined) return [{ ...override, message: describe(issue) }];
    return [{ place: source.placeOf(issue.path), setting: formatPath(issue.path), message: describe(issue) }];
  });
}

function describeUnknownKeys(
  { keys, path }: z.core.$ZodIssueUnrecognizedKeys,
  source: YamlSource,
  tree: KeyTree,
): ConfigProblem[] {
  const known = allowedKeys(tree, path);
  return keys.map((key) => {
    const meant = suggest(key, known);
    const hint = meant === undefined ? `expected one of ${known.join(', ')}` : `did you mean \`${meant}\`?`;
    return {
      place: source.placeOfKey(path, key),
      setting: formatPath([...path, key]),
      message: `there is no such setting; ${hint}`,
    };
  });
}

/** One sentence: what was expected, and what was found. */
function describe(issue: Issue): string {
  if (issue.code === 'invalid_type') {
    const expected = `expected ${named(issue.expected)}`;
    return issue.input === undefined ? `is missing; ${expected}` : `${expected}, got ${quote(issue.input)}`;
  }
  if (issue.code === 'invalid_value') {
    return `expected one of ${issue.values.map(String).join(', ')}; got ${quote(issue.input)}`;
  }
  if ((issue.code === 'too_small' || issue.code === 'too_big') && issue.origin !== 'array') {
    return `${describeBound(issue)}, got ${quote(issue.input)}`;
  }
  return issue.message;
}

function describeBound(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig): string {
  if (issue.origin === 'string' && issue.code === 'too_small') return 'expected a text that is not empty';
  return issue.code === 'too_small' ? `expected at least ${issue.minimum}` : `expected at most ${issue.maximum}`;
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  // Every number of the configuration is a whole one; zod reports other types as "number".
  int: 'a whole number',
  number: 'a whole number',
  string: 'a text',
  array: 'a list',
  object: 'a mapping of settings',
  record: 'a mapping',
};

const named = (type: string): string => TYPE_NAMES[type] ?? type;

/** The value as it was written, cut to what helps a reader. */
function quote(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** `services[0].run`. */
export function formatPath(path: SettingPath): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}
