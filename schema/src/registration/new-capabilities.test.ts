import { describe, expect, it } from '@jest/globals';
import { print } from 'graphql';

import { CALL, contracts, GUARD, MOOD, moodOf, problemsOf, read } from '../testing/service-sdl.js';
import { checkServiceSdl } from './check-service-sdl.js';
import { toContract } from './new-capabilities.js';

describe('a service with a new capability', () => {
  it('adds it, and has it whole', () => {
    const { offers, added } = read(moodOf(), 'language', 'feelings');
    expect(offers).toEqual({ feelings: null, language: null });
    expect(added.map(({ name }) => name)).toEqual(['feelings']);
    const [contract] = added.map(toContract);
    expect(print(contract!.document)).toMatch(/^type Text @key\(fields: "content"\) \{[^}]* content: String!/);
    expect(added[0]?.sdl).not.toContain('language(');
  });

  it('is then held to it like any other', () => {
    const { added } = read(moodOf(), 'feelings');
    const known = { ...contracts, contracts: [...contracts.contracts, ...added.map(toContract)] };
    const other = moodOf({ more: MOOD.replace('String!', 'Int!') });
    expect(checkServiceSdl({ sdl: moodOf(), offered: [], contracts: known })).toEqual({
      offers: { feelings: null, language: null },
      added: [],
    });
    expect(() => checkServiceSdl({ sdl: other, offered: [], contracts: known })).toThrow(
      'Mood.name gives Int!; the contract has String!.',
    );
  });

  it('may use the types of known capabilities, as they are there', () => {
    const field = `moods: [Language] ${GUARD} ${CALL}`;
    const { added } = read(moodOf({ field }), 'feelings');
    expect(added[0]?.sdl).toContain('type Language @shareable');
    const changed = moodOf({ field }).replace('code: LanguageTag!', 'code: Int!');
    expect(problemsOf(changed, 'feelings')).toContain('Language.code gives Int!; the contract has LanguageTag!.');
  });

  it.each([
    ['nobody may call', { field: `mood: Mood ${CALL}` }, /must have @requiresScopes/],
    [
      "another's permission opens",
      { field: `mood: Mood ${CALL} @requiresScopes(scopes: [["context:embed"]])` },
      /permission of another/,
    ],
    [
      'null would take the parent with it',
      { field: `mood: Mood! ${GUARD} ${CALL}` },
      /is protected and must be nullable/,
    ],
    [
      "has another's kind of context",
      { field: `mood: Mood ${GUARD} ${CALL} @contextKind(name: "language")` },
      /kind language is taken/,
    ],
    [
      'costs less than nothing',
      { field: `mood: Mood ${GUARD} ${CALL} @cost(weight: -100)` },
      /@cost\(weight:\) is -100/,
    ],
    ['has no description', { more: MOOD.replace('"A mood." ', '') }, /Mood has no description/],
  ])('is refused for a field that %s', (_, change, problem) => {
    expect(problemsOf(moodOf(change), 'feelings')).toEqual([expect.stringMatching(problem)]);
  });

  it('says how it is called', () => {
    expect(problemsOf(moodOf())).toEqual([expect.stringContaining('does not say of which capability')]);
    expect(problemsOf(moodOf(), 'accounts')).toEqual(['accounts is no name for a capability, or is taken.']);
    expect(problemsOf(moodOf(), 'a', 'b')).toEqual([expect.stringContaining('does not say of which capability')]);
    expect(problemsOf(moodOf(), 'mood', 'b')).toEqual(['b is offered, but the SDL has no field of it.']);
  });
});
