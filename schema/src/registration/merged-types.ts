import { type DocumentNode, Kind, type TypeDefinitionNode, type TypeExtensionNode } from 'graphql';

/** The types of a document by name, each with all that its extensions add. */
export type TypesByName = ReadonlyMap<string, TypeDefinitionNode>;

const DEFINITIONS: Readonly<Record<TypeExtensionNode['kind'], TypeDefinitionNode['kind']>> = {
  [Kind.SCALAR_TYPE_EXTENSION]: Kind.SCALAR_TYPE_DEFINITION,
  [Kind.OBJECT_TYPE_EXTENSION]: Kind.OBJECT_TYPE_DEFINITION,
  [Kind.INTERFACE_TYPE_EXTENSION]: Kind.INTERFACE_TYPE_DEFINITION,
  [Kind.UNION_TYPE_EXTENSION]: Kind.UNION_TYPE_DEFINITION,
  [Kind.ENUM_TYPE_EXTENSION]: Kind.ENUM_TYPE_DEFINITION,
  [Kind.INPUT_OBJECT_TYPE_EXTENSION]: Kind.INPUT_OBJECT_TYPE_DEFINITION,
};

/** The parts of a type that come in lists. */
const LISTS = ['directives', 'fields', 'interfaces', 'types', 'values'] as const;

/** In Federation, `type Text` and `extend type Text` mean the same. */
export function mergedTypes({ definitions }: DocumentNode): TypesByName {
  const types = new Map<string, TypeDefinitionNode>();
  for (const node of definitions) {
    const definition = asDefinition(node);
    if (!definition) continue;
    const known = types.get(definition.name.value);
    types.set(definition.name.value, known ? merge(known, definition) : definition);
  }
  return types;
}

function asDefinition(node: DocumentNode['definitions'][number]): TypeDefinitionNode | null {
  if (Object.hasOwn(DEFINITIONS, node.kind)) {
    const kind = DEFINITIONS[node.kind as TypeExtensionNode['kind']];
    return { ...node, kind } as TypeDefinitionNode;
  }
  return Object.values(DEFINITIONS).includes(node.kind as TypeDefinitionNode['kind'])
    ? (node as TypeDefinitionNode)
    : null;
}

function merge(one: TypeDefinitionNode, other: TypeDefinitionNode): TypeDefinitionNode {
  const [first, second] = [one, other] as Partial<Record<(typeof LISTS)[number], readonly object[]>>[];
  const lists = LISTS.map((list) => [list, [...(first?.[list] ?? []), ...(second?.[list] ?? [])]] as const);
  return { ...one, ...Object.fromEntries(lists.filter(([, items]) => items.length > 0)) } as TypeDefinitionNode;
}
