import { shortText } from './text.js';
import type { Rule } from './rule.js';

const name = shortText({ max: 200 });

/** The name of a model. An alias becomes what it stands for, once: aliases of aliases are refused by configuration. */
export const model: Rule<string> = {
  normalize(value, policy) {
    const asked = name.normalize(value, policy);
    return policy.modelAliases.get(asked) ?? asked;
  },
  validate: name.validate,
};
