import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/**
 * What is wrong with a setting: `settings.models[0].name: expected a text`. Nothing of its value is quoted, since it may
 * be a secret in the wrong place.
 */
export function describeIssue(issue: Issue): string[] {
  const path = ['settings', ...issue.path];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => `${write([...path, key])}: is not known`);
  return [`${write(path)}: ${describe(issue)}`];
}

function describe(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${TYPES[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `expected ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return `expected at least ${issue.minimum}${unitOf(issue.origin)}`;
    case 'too_big':
      return `expected at most ${issue.maximum}${unitOf(issue.origin)}`;
    case 'invalid_union':
    case 'invalid_element':
    case 'invalid_key':
      return 'expected another form';
    case 'custom':
    case 'invalid_format':
    case 'not_multiple_of':
    case 'unrecognized_keys':
      return issue.message.replace(/^Invalid input: /, '');
  }
}

const TYPES: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'a mapping',
  record: 'a mapping',
  string: 'a text',
};

const UNITS: Readonly<Record<string, string>> = { array: ' entries', string: ' characters' };
const unitOf = (origin: string): string => UNITS[origin] ?? '';

const write = (path: readonly PropertyKey[]): string =>
  path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index > 0 ? '.' : ''}${String(part)}`))
    .join('');
