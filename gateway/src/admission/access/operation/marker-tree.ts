import type { GraphQLOutputType } from 'graphql';

import type { CompiledOperation, FieldPart, SelectedPart } from './selected-part.js';

/** Where in a response placeholders stand, and below which names to look for them. */
export interface MarkerTree {
  /** By the name of the placeholder: the denied fields that may have stood there. */
  readonly markers: ReadonlyMap<string, readonly FieldPart[]>;
  readonly children: ReadonlyMap<string, MarkedChild>;
  /** The name under which each object tells its type. */
  readonly probe: string;
}

/** A field below which something was cut. */
export interface MarkedChild {
  readonly tree: MarkerTree;
  /** What it returns, by the type of the object that it stands on: one may promise more than another. */
  readonly returns: ReadonlyMap<string, GraphQLOutputType>;
}

/** The way to every placeholder of a cut; null where there is none. */
export function markerTree(
  { parts, freePrefix }: CompiledOperation,
  denied: ReadonlySet<FieldPart>,
): MarkerTree | null {
  return build([parts], freePrefix, denied);
}

/** @param selections those of all fields that share a name: their answers are merged */
function build(
  selections: readonly (readonly SelectedPart[])[],
  freePrefix: string,
  denied: ReadonlySet<FieldPart>,
): MarkerTree | null {
  const markers = new Map<string, FieldPart[]>();
  const byKey = new Map<string, FieldPart[]>();
  for (const part of selections.flat().flatMap(fieldsOf)) {
    const [map, key] = denied.has(part) ? [markers, freePrefix + part.key] : [byKey, part.key];
    map.set(key, [...(map.get(key) ?? []), part]);
  }
  const children = new Map<string, MarkedChild>();
  for (const [key, fields] of byKey) {
    const tree = build(
      fields.map(({ parts }) => parts),
      freePrefix,
      denied,
    );
    const returns = fields.flatMap(({ checks }) =>
      checks.map(({ guard }) => [guard.type.name, guard.field.type] as const),
    );
    if (tree) children.set(key, { tree, returns: new Map(returns) });
  }
  return markers.size + children.size > 0 ? { markers, children, probe: freePrefix } : null;
}

function fieldsOf(part: SelectedPart): readonly FieldPart[] {
  return part.kind === 'field' ? [part] : part.parts.flatMap(fieldsOf);
}
