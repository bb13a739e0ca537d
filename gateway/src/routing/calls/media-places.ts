import {
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  type GraphQLNamedType,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';

import type { MediaKind } from '../../media/media-type.js';

/** Where the URL of a picture or a sound stands in what a call answers. */
export interface MediaPlace {
  readonly kind: MediaKind;
  /** The names in the response, from below the field on; lists on the way have none. */
  readonly path: readonly string[];
}

/** The entities whose key is such a URL. */
export const MEDIA_ENTITIES: ReadonlyMap<string, MediaKind> = new Map([
  ['Image', 'image'],
  ['Audio', 'audio'],
]);

/** Finds the URLs of media that a field asks for, by the types below it. */
export function mediaPlaces(
  field: FieldNode,
  type: GraphQLNamedType | undefined,
  fragments: readonly FragmentDefinitionNode[],
  schema: GraphQLSchema,
): MediaPlace[] {
  return field.selectionSet ? placesIn(field.selectionSet, type, { fragments, schema }) : [];
}

interface Surroundings {
  readonly fragments: readonly FragmentDefinitionNode[];
  readonly schema: GraphQLSchema;
}

function placesIn(
  { selections }: SelectionSetNode,
  type: GraphQLNamedType | undefined,
  around: Surroundings,
): MediaPlace[] {
  return selections.flatMap((selection): MediaPlace[] => {
    if (selection.kind === Kind.FIELD) return placesOf(selection, type, around);
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection
        : around.fragments.find(({ name }) => name.value === selection.name.value);
    if (!fragment) return [];
    const { typeCondition, selectionSet } = fragment;
    return placesIn(selectionSet, typeCondition ? around.schema.getType(typeCondition.name.value) : type, around);
  });
}

function placesOf(field: FieldNode, type: GraphQLNamedType | undefined, around: Surroundings): MediaPlace[] {
  const name = field.alias?.value ?? field.name.value;
  const kind = MEDIA_ENTITIES.get(type?.name ?? '');
  if (kind && field.name.value === 'url') return [{ kind, path: [name] }];
  const below = mediaPlaces(field, typeOfField(type, field.name.value), around.fragments, around.schema);
  return below.map((place) => ({ ...place, path: [name, ...place.path] }));
}

/** The type of a field, without list and non-null. */
export function typeOfField(type: GraphQLNamedType | undefined, name: string): GraphQLNamedType | undefined {
  const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
  return field && getNamedType(field.type);
}

/** The values at a place of an answer; lists are passed through, and what is null has none. */
export function valuesAt(value: unknown, [name, ...rest]: readonly string[]): unknown[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, name === undefined ? [] : [name, ...rest]));
  if (name === undefined) return [value];
  return typeof value === 'object' ? valuesAt((value as Readonly<Record<string, unknown>>)[name], rest) : [value];
}
