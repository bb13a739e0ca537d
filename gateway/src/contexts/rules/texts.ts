import { outside, type Rule } from './rule.js';
import { text } from './text.js';

/** Several texts to work on. */
export const texts: Rule<readonly string[]> = {
  normalize: (values, policy) => values.map((value) => text.normalize(value, policy)),
  validate(values, path, policy) {
    const { maxTexts: max } = policy;
    const { length } = values;
    if (length < 1 || length > max) return [outside(path, { dimension: 'texts', min: 1, max, value: length })];
    return values.flatMap((value, index) => text.validate(value, [...path, index], policy));
  },
};
