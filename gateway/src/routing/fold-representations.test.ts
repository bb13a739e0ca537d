import { describe, expect, it } from '@jest/globals';

import { foldRepresentations } from './fold-representations.js';

const text = (content: string) => ({ __typename: 'Text', content });

describe('folding representations', () => {
  it('sends each distinct one once, and gives each place its entity again', () => {
    const { variables, items, unfold } = foldRepresentations({
      to: 'de',
      representations: [text('a'), text('b'), text('a'), text('a')],
    });
    expect(variables).toEqual({ to: 'de', representations: [text('a'), text('b')] });
    expect(items).toBe(2);
    expect(unfold({ data: { _entities: ['A', 'B'] }, errors: [] }).data).toEqual({ _entities: ['A', 'B', 'A', 'A'] });
  });

  it('tells an error at every place of its representation', () => {
    const { unfold } = foldRepresentations({ representations: [text('a'), text('b'), text('a')] });
    const { errors } = unfold({
      data: { _entities: [null, null] },
      errors: [{ message: 'no', path: ['_entities', 0, 'summary'] }, { message: 'all' }],
    });
    expect(errors).toEqual([
      { message: 'no', path: ['_entities', 0, 'summary'] },
      { message: 'no', path: ['_entities', 2, 'summary'] },
      { message: 'all' },
    ]);
  });

  it('leaves a fetch of root fields as it is', () => {
    const variables = { input: { messages: [] } };
    expect(foldRepresentations(variables)).toMatchObject({ variables, items: 1 });
  });
});
