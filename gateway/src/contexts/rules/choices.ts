import { languageTag } from './language-tag.js';
import { type InputPath, listOf, type Rule } from './rule.js';
import { shortText } from './text.js';

const names = listOf(shortText({ max: 1_000 }), { dimension: 'labels', max: 100 });

/** Labels to choose from. Their order means nothing, and none may be there twice: which of two scores would be it? */
export const labels: Rule<readonly string[]> = {
  normalize: names.normalize,
  validate(values, path, policy) {
    const problems = names.validate(values, path, policy);
    return problems.length > 0 ? problems : twice(values, path);
  },
};

const tags = listOf(languageTag, { dimension: 'languages', max: 20 });

/** Languages to expect, the likeliest first; one that is named twice counts once. */
export const languages: Rule<readonly string[]> = {
  normalize: (values, policy) => [...new Set(tags.normalize(values, policy))],
  validate: tags.validate,
};

const endings = listOf(endingText(), { dimension: 'texts', min: 0, max: 16 });

/** Texts that end the writing; twice is once. Spaces and line ends are a part of them. */
export const stopSequences: Rule<readonly string[]> = {
  normalize: (values, policy) => [...new Set(endings.normalize(values, policy))],
  validate: endings.validate,
};

function endingText(): Rule<string> {
  const { validate } = shortText({ max: 200 });
  // A model writes these characters as they are: to change them would be to wait for others.
  return { normalize: (value) => value.toWellFormed(), validate };
}

function twice(values: readonly string[], path: InputPath) {
  const index = values.findIndex((value, at) => values.indexOf(value) !== at);
  return index < 0 ? [] : [{ path: [...path, index], expectation: 'expected different labels, got one twice' }];
}
