import { describe, expect, it } from '@jest/globals';

import type { FollowedEvent } from '../clients/follow.js';
import type { Told } from '../clients/run-client.js';
import { checkJournal, checkTold } from './check-told.js';

const followed = (events: readonly Omit<FollowedEvent, 'number'>[]) => ({
  events: events.map((event, index) => ({ ...event, number: index + 1 })),
  times: [],
  returns: 0,
  wrong: [],
});
const begun = { __typename: 'AttemptStarted', attempt: 1 };
const lost = (outcomeUnknown: boolean) => ({
  __typename: 'AttemptFailed',
  attempt: 1,
  error: { code: 'SERVICE_UNAVAILABLE', message: 'The worker was lost in the middle of the attempt.', outcomeUnknown },
});

function tell(events: readonly Omit<FollowedEvent, 'number'>[], changes: Partial<Told> = {}): Told {
  const calls = [{ capability: 'language', text: 'a text' }];
  const submission = { kind: 'language', key: 'k', context: {}, expected: 'de', calls } as const;
  const following = followed(events);
  const given = { submission, id: 'x', submittedAt: 0, following, again: following, status: 'SUCCEEDED', result: null };
  return { ...given, wrong: [], ...changes };
}

describe('The checks of what clients were told', () => {
  it('find nothing where nothing is wrong', () => {
    expect(checkTold([tell([begun]), tell([begun, lost(true), begun])])).toEqual([]);
  });

  it('find what the client has found, what has not succeeded, and what is not said to be unknown', () => {
    const wrong = checkTold([
      tell([begun], { wrong: ['event 3 came where 2 was due'] }),
      tell([begun], { status: 'FAILED' }),
      tell([begun, lost(false), begun]),
    ]);
    expect(wrong.join('\n')).toMatch(/event 3 came(.|\n)*it is FAILED(.|\n)*attempt 1 was lost/);
  });

  it('find calls that were sent more often than there were attempts, and those that were never sent', () => {
    const line = { capability: 'language', text: 'a text' };
    expect(checkJournal([tell([begun])], [line])).toEqual([]);
    expect(checkJournal([tell([begun, begun])], [line, line])).toEqual([]);
    expect(checkJournal([tell([begun])], [line, line])).toEqual([expect.stringContaining('2 times in 1 attempts')]);
    expect(checkJournal([tell([begun])], [])).toEqual([expect.stringContaining('never asked for')]);
  });
});
