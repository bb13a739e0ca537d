import {
  type FieldNode,
  getNamedType,
  type GraphQLObjectType,
  isCompositeType,
  Kind,
  print,
  type SelectionSetNode,
} from 'graphql';

import type { AdmissionRequest } from '../../../supergraph/admission.js';
import type { GuardedGraph } from '../guarded-graph.js';
import { narrow, possibleTypes, type RuntimeTypes } from './runtime-types.js';
import type { Check, CompiledOperation, FieldPart, FragmentPart, SelectedPart } from './selected-part.js';

/** What is compiled: an operation and the fragments around it. */
export type Compilable = Pick<AdmissionRequest, 'operation' | 'fragments'>;

/**
 * Spreads an operation out: every field with every type that the object may have on which it stands, narrowed by all the
 * fragments around it. Its size is bounded before by the limits of admission.
 */
export function compileOperation(graph: GuardedGraph, { operation, fragments }: Compilable): CompiledOperation {
  const { schema } = graph;
  const checks = new Map<string, Check>();
  const keys = new Set<string>();
  let size = 0;

  function checkOf(node: FieldNode, type: GraphQLObjectType): Check {
    const field = type.getFields()[node.name.value];
    if (!field) throw new TypeError('The operation is validated.');
    const guard = graph.guardOf(type, field);
    const key = `${guard.coordinate}(${(node.arguments ?? []).map((argument) => print(argument)).join()})`;
    const check = checks.get(key) ?? { guard, node };
    checks.set(key, check);
    return check;
  }

  function compileField(node: FieldNode, runtime: RuntimeTypes): FieldPart {
    const { value: name } = node.name;
    const key = node.alias?.value ?? name;
    keys.add(key);
    const id = size++;
    const isMeta = name.startsWith('__');
    const types = isMeta ? runtime : runtime.filter((type) => Object.hasOwn(type.getFields(), name));
    const fieldChecks = isMeta ? [] : types.map((type) => checkOf(node, type));
    const returned = fieldChecks.map(({ guard }) => getNamedType(guard.field.type)).filter(isCompositeType);
    const below = [...new Set(returned.flatMap((type) => possibleTypes(schema, type)))];
    const parts = node.selectionSet ? compileSelection(node.selectionSet, below) : [];
    return { kind: 'field', id, node, key, types, checks: fieldChecks, parts };
  }

  function compileSelection({ selections }: SelectionSetNode, runtime: RuntimeTypes): readonly SelectedPart[] {
    return selections.map((node): SelectedPart => {
      if (node.kind === Kind.FIELD) return compileField(node, runtime);
      const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
      if (!fragment) throw new TypeError('The operation is validated.');
      size += 1;
      const { typeCondition, selectionSet } = fragment;
      const parts = compileSelection(selectionSet, narrow(schema, runtime, typeCondition?.name.value));
      return { kind: 'fragment', node, typeCondition, parts } satisfies FragmentPart;
    });
  }

  const root = schema.getRootType(operation.operation);
  if (!root) throw new TypeError('The operation is validated.');
  const parts = compileSelection(operation.selectionSet, [root]);
  const freePrefix = prefixUnlike(keys);
  return { parts, size, freePrefix, fragments: Object.fromEntries(fragments) };
}

function prefixUnlike(keys: ReadonlySet<string>): string {
  let prefix = '_denied_';
  while ([...keys].some((key) => key.startsWith(prefix))) prefix = `_${prefix}`;
  return prefix;
}
