import { ServiceError } from '@sluice/schema';

/** The bounds of what callers write, checked here once for every service. Messages name the limit, never the text. */

/** @throws `BAD_USER_INPUT` for a blank text, `CONTEXT_WINDOW_EXCEEDED` for one longer than `limit` UTF-16 code units */
export function checkText(text: unknown, name: string, limit: number): string {
  if (typeof text !== 'string') throw refuse(name, `expected a text, got ${text === null ? 'null' : typeof text}`);
  if (text.length > limit) {
    throw new ServiceError(
      'CONTEXT_WINDOW_EXCEEDED',
      `${name}: expected at most ${limit} characters, got ${text.length}.`,
      {
        inputPath: [name],
        limit: { dimension: 'characters', limit, value: text.length },
      },
    );
  }
  if (text.trim() === '') throw refuse(name, 'expected a text that is not empty');
  return text;
}

/** @throws `BAD_USER_INPUT` unless `min <= value <= max` */
export function checkRange(value: number, name: string, { min, max }: { min: number; max: number }): number {
  if (value >= min && value <= max) return value;
  throw refuse(name, `expected ${min} to ${max}, got ${value}`);
}

const MAX_LABELS = 100;
const MAX_LABEL_LENGTH = 1_000;

/** @throws `BAD_USER_INPUT` unless there are 1 to 100 different labels, none of them blank or longer than 1,000 characters */
export function checkLabels(labels: readonly string[]): readonly string[] {
  if (labels.length < 1 || labels.length > MAX_LABELS) {
    throw refuse('labels', `expected 1 to ${MAX_LABELS} labels, got ${labels.length}`);
  }
  const seen = new Set<string>();
  for (const [index, label] of labels.entries()) {
    if (label.trim() === '') throw refuse('labels', 'expected labels that are not empty', index);
    if (label.length > MAX_LABEL_LENGTH)
      throw refuse('labels', `expected labels of at most ${MAX_LABEL_LENGTH} characters`, index);
    if (seen.has(label)) throw refuse('labels', 'expected different labels, got one twice', index);
    seen.add(label);
  }
  return labels;
}

const MAX_LANGUAGES = 20;

/** @throws `BAD_USER_INPUT` unless there are 1 to 20 languages, or none are named at all */
export function checkLanguages(languages: readonly string[] | null | undefined): readonly string[] | null {
  if (languages === null || languages === undefined) return null;
  checkRange(languages.length, 'languages', { min: 1, max: MAX_LANGUAGES });
  return [...new Set(languages)];
}

/** @throws `BAD_USER_INPUT` for a name that is blank or longer than 100 characters */
export function checkName(value: string | null | undefined, name: string): string | null {
  if (value === null || value === undefined) return null;
  if (value.trim() === '' || value.length > 100) throw refuse(name, 'expected 1 to 100 characters');
  return value;
}

function refuse(name: string, expectation: string, index?: number): ServiceError {
  const inputPath = index === undefined ? [name] : [name, index];
  return new ServiceError('BAD_USER_INPUT', `${inputPath.join('.')}: ${expectation}.`, { inputPath });
}
