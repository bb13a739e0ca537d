import { type DocumentNode, type FieldNode, Kind, parse, type SelectionSetNode } from 'graphql';
import { LRUCache } from 'lru-cache';

/** Fetches of plans that stay in memory; a plan has a handful. */
const MAX_FETCHES = 2_000;

const fetches = new LRUCache<string, readonly string[]>({ max: MAX_FETCHES });

/**
 * The response names of the calls in a fetch: below `_entities`, or at the root. An error of the whole fetch is told
 * at each of them, so that a client finds it where its null stands.
 */
export function callNames(operation: string): readonly string[] {
  const known = fetches.get(operation);
  if (known) return known;
  const names = [...new Set(namesOf(parse(operation, { noLocation: true })))];
  fetches.set(operation, names);
  return names;
}

function namesOf(document: DocumentNode): string[] {
  const fields = document.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? fieldsOf(definition.selectionSet, document) : [],
  );
  return fields.flatMap((field) =>
    field.name.value === '_entities' && field.selectionSet
      ? fieldsOf(field.selectionSet, document).map(responseName)
      : [responseName(field)],
  );
}

function fieldsOf(selectionSet: SelectionSetNode, document: DocumentNode): FieldNode[] {
  return selectionSet.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return selection.name.value === '__typename' ? [] : [selection];
    if (selection.kind === Kind.INLINE_FRAGMENT) return fieldsOf(selection.selectionSet, document);
    const fragment = document.definitions.find(
      (definition) => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === selection.name.value,
    );
    return fragment?.kind === Kind.FRAGMENT_DEFINITION ? fieldsOf(fragment.selectionSet, document) : [];
  });
}

function responseName(field: FieldNode): string {
  return field.alias?.value ?? field.name.value;
}
