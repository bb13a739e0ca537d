import { type DocumentNode, getOperationAST, Kind, type SelectionSetNode } from 'graphql';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Of a value that has every field, what an operation selects: aliases, fragments and lists, without a schema. Arguments
 * are not looked at.
 *
 * @throws TypeError where a field is selected that the value does not have
 */
export function projectSelection(document: DocumentNode, value: Fields): Fields {
  const operation = getOperationAST(document);
  if (!operation) throw new TypeError('Expected a document with one operation.');
  return projectObject(document, operation.selectionSet, value);
}

function projectObject(document: DocumentNode, { selections }: SelectionSetNode, value: Fields): Fields {
  const projected: Record<string, unknown> = {};
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) {
      const name = selection.name.value;
      if (!(name in value)) throw new TypeError(`Expected a field that the upstream knows, got ${name}.`);
      projected[selection.alias?.value ?? name] = projectValue(document, selection.selectionSet, value[name]);
    } else {
      Object.assign(projected, projectFragment(document, selection, value));
    }
  }
  return projected;
}

function projectFragment(
  document: DocumentNode,
  selection: Exclude<SelectionSetNode['selections'][number], { kind: Kind.FIELD }>,
  value: Fields,
): Fields {
  const fragment =
    selection.kind === Kind.INLINE_FRAGMENT
      ? selection
      : document.definitions.find(
          (definition) =>
            definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === selection.name.value,
        );
  if (!fragment || !('selectionSet' in fragment)) throw new TypeError('Expected a fragment that the document defines.');
  const condition = 'typeCondition' in fragment ? fragment.typeCondition?.name.value : undefined;
  const applies = condition === undefined || value['__typename'] === undefined || value['__typename'] === condition;
  return applies ? projectObject(document, fragment.selectionSet, value) : {};
}

function projectValue(document: DocumentNode, selectionSet: SelectionSetNode | undefined, value: unknown): unknown {
  if (!selectionSet || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => projectValue(document, selectionSet, item));
  return projectObject(document, selectionSet, value as Fields);
}
