import { jsonSchema } from './json.js';
import { type Input, objectOf } from './members.js';
import { checkOnly, type ContextProblem, listOf, type Rule } from './rule.js';
import { shortText } from './text.js';

const NAME = /^[A-Za-z0-9_-]{1,64}$/;

const name: Rule<string> = checkOnly((value, path) =>
  NAME.test(value) ? [] : [{ path, expectation: 'expected 1 to 64 letters, digits, underscores and hyphens' }],
);

const each = listOf(objectOf({ name, description: shortText({ min: 0, max: 4_096 }), parameters: jsonSchema }), {
  dimension: 'tools',
  min: 0,
  max: 128,
});

/** Functions that the model may ask for, each under a name of its own. */
export const tools: Rule<readonly Input[]> = {
  normalize: each.normalize,
  validate(values, path, policy) {
    const problems = each.validate(values, path, policy);
    const names = values.map((tool) => tool['name']);
    const repeated = names.findIndex((value, index) => names.indexOf(value) !== index);
    const twice: ContextProblem[] =
      repeated < 0
        ? []
        : [{ path: [...path, repeated, 'name'], expectation: 'expected different names, got one twice' }];
    return [...problems, ...twice];
  },
};
