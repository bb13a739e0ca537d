import { describe, expect, it } from '@jest/globals';

import { readResponse } from './read-response.js';

const late = (code: string) => ({
  data: { _entities: [{ summary: null }, { summary: { model: 'm' } }] },
  errors: [{ message: 'No answer within 900 ms.', path: ['_entities', 0, 'summary'], extensions: { code } }],
});

describe('What a service says that ran out of time', () => {
  it('is its own slowness where its caller has more time, and another one may do better', () => {
    const { errors, data } = readResponse(late('DEADLINE_EXCEEDED'), 2, 'TARGET');
    expect(errors).toEqual([
      {
        message: 'A service did not finish in time.',
        path: ['_entities', 0, 'summary'],
        extensions: expect.objectContaining({
          code: 'PROVIDER_TIMEOUT',
          kind: 'TOTAL',
          phase: 'DISPATCHED',
          outcomeUnknown: true,
        }),
      },
    ]);
    // What was done by then stays.
    expect(data['_entities']).toMatchObject([{ summary: null }, { summary: { model: 'm' } }]);
  });

  it('is the deadline of the caller where that was all the time there was', () => {
    const { errors } = readResponse(late('DEADLINE_EXCEEDED'), 2, 'CALLER');
    expect(errors[0]?.extensions?.['code']).toBe('DEADLINE_EXCEEDED');
  });
});
