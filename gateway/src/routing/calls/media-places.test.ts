import { describe, expect, it } from '@jest/globals';
import { buildSchema, type FieldNode, type FragmentDefinitionNode, Kind, parse } from 'graphql';

import { mediaPlaces, typeOfField, valuesAt } from './media-places.js';

const SCHEMA = buildSchema(`
  type Query { pages: [Page!] link: Link thing: Thing }
  type Page { picture: Image views: [[Image]] url: String }
  type Link { url: String }
  type Image { url: String page: Page }
  type Audio { url: String }
  union Thing = Image | Audio | Link
`);

/** The places below the only field of a query, as `kind path`. */
function placesOf(query: string): string[] {
  const { definitions } = parse(query);
  const fragments = definitions.filter(
    (each): each is FragmentDefinitionNode => each.kind === Kind.FRAGMENT_DEFINITION,
  );
  const operation = definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
  const field = operation?.selectionSet.selections[0] as FieldNode;
  const type = typeOfField(SCHEMA.getQueryType() ?? undefined, field.name.value);
  return mediaPlaces(field, type, fragments, SCHEMA).map(({ kind, path }) => `${kind} ${path.join('.')}`);
}

describe('media in an answer', () => {
  it.each([
    ['{ pages { picture { url } } }', ['image picture.url']],
    ['{ pages { p: picture { u: url v: url } } }', ['image p.u', 'image p.v']],
    ['{ pages { views { url page { picture { url } } } } }', ['image views.url', 'image views.page.picture.url']],
    [
      '{ pages { ...F } } fragment F on Page { picture { ... { ...G } } } fragment G on Image { url }',
      ['image picture.url'],
    ],
    ['{ thing { ... on Image { url } ... on Audio { a: url } ... on Link { l: url } } }', ['image url', 'audio a']],
    ['{ pages { url picture { __typename } } }', []],
    ['{ link { url } }', []],
  ])('%s names %j', (query, places) => {
    expect(placesOf(query)).toEqual(places);
  });

  it('is found in lists, and not in what is null', () => {
    const value = [{ a: [{ u: 1 }, null, [{ u: 2 }]] }, { a: null }, null, { a: { u: null } }];
    expect(valuesAt(value, ['a', 'u'])).toEqual([1, 2]);
  });

  it('is what stands there, where an answer has another form', () => {
    expect(valuesAt({ a: 'text' }, ['a', 'u'])).toEqual(['text']);
    expect(valuesAt({ a: { u: { x: 1 } } }, ['a', 'u'])).toEqual([{ x: 1 }]);
  });
});
