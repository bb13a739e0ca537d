import {
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  type GraphQLField,
  type GraphQLNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { getArgumentValues } from 'graphql/execution/values.js';

import type { SupergraphSnapshot } from '../../supergraph/snapshot.js';
import { isSkipped } from '../access/operation/is-skipped.js';
import { argumentCost } from './argument-cost.js';
import { itemsOf, sizeHint, type SizeHint } from './list-size.js';
import { longestList } from './longest-list.js';

/** What is measured: an operation with its coerced variables. */
export interface Measurable {
  readonly snapshot: Pick<SupergraphSnapshot, 'apiSchema' | 'costs' | 'capabilities' | 'rates'>;
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** One field's part of the figure. */
export interface CostLine {
  /** Response names from the root. */
  readonly path: readonly string[];
  readonly coordinate: string;
  /** What the field costs once. */
  readonly weight: number;
  /** How often it is asked for, at most. */
  readonly times: number;
  /** Whether an AI service answers it. */
  readonly isCall: boolean;
}

/** What an operation costs at most. */
export interface OperationCost {
  readonly cost: number;
  /** Calls of AI services. */
  readonly calls: number;
  /** Items of the longest list in its arguments. */
  readonly longestList: number;
  /** Each field that costs something, or whose rate is limited. */
  readonly lines: readonly CostLine[];
}

/**
 * The upper bound of an operation's cost, before it is planned. A field costs its `@cost`, or 1 where it gives an object
 * and nothing says otherwise; below a list everything is asked for once for each item. What stands under different
 * types of an object is added up.
 *
 * @throws GraphQLError where the arguments are not what the schema wants
 */
export function measureOperation(measurable: Measurable): OperationCost {
  const { snapshot, operation, fragments, variables } = measurable;
  const { apiSchema: schema, costs, rates } = snapshot;
  const calls = callsOf(snapshot);
  const lines: CostLine[] = [];
  let longest = 0;

  function ofField(node: FieldNode, type: GraphQLNamedType, { path, times, hint }: Place): void {
    const field = fieldOf(type, node);
    if (!field) return;
    const coordinate = `${type.name}.${field.name}`;
    const args = field.args.length > 0 ? getArgumentValues(field, node, variables as never) : {};
    longest = Math.max(longest, longestList(args));
    const returned = getNamedType(field.type);
    const isComposite = isCompositeType(returned);
    const own = costs.get(coordinate) ?? costs.get(returned.name) ?? (isComposite ? 1 : 0);
    const weight = own + argumentCost(coordinate, field, args, costs);
    const here = [...path, (node.alias ?? node.name).value];
    if (weight > 0 || rates.has(coordinate))
      lines.push({ path: here, coordinate, weight, times, isCall: calls.has(coordinate) });
    if (!isComposite || !node.selectionSet) return;
    const below = times * itemsOf(field, args, hint);
    ofSelection(node.selectionSet, returned, { path: here, times: below, hint: sizeHint(args) });
  }

  function ofSelection({ selections }: SelectionSetNode, type: GraphQLNamedType, place: Place): void {
    for (const node of selections) {
      if (isSkipped(node, variables)) continue;
      if (node.kind === Kind.FIELD) {
        ofField(node, type, place);
        continue;
      }
      const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
      const condition = fragment?.typeCondition?.name.value;
      const narrowed = condition === undefined ? type : schema.getType(condition);
      if (fragment && narrowed) ofSelection(fragment.selectionSet, narrowed, place);
    }
  }

  const root = schema.getRootType(operation.operation);
  if (root) ofSelection(operation.selectionSet, root, { path: [], times: 1, hint: null });
  const sum = (of: (line: CostLine) => number) => lines.reduce((total, line) => total + of(line), 0);
  return {
    cost: sum(({ weight, times }) => weight * times),
    calls: sum(({ isCall, times }) => (isCall ? times : 0)),
    longestList: longest,
    lines,
  };
}

interface Place {
  readonly path: readonly string[];
  /** How often whatever stands here is asked for. */
  readonly times: number;
  /** What the field above was told of the size of the list that it gives. */
  readonly hint: SizeHint;
}

function fieldOf(type: GraphQLNamedType, { name }: FieldNode): GraphQLField<unknown, unknown> | null {
  if (!isObjectType(type) && !isInterfaceType(type)) return null;
  return type.getFields()[name.value] ?? null;
}

const known = new WeakMap<SupergraphSnapshot['capabilities'], ReadonlySet<string>>();

function callsOf({ capabilities }: Pick<SupergraphSnapshot, 'capabilities'>): ReadonlySet<string> {
  const calls =
    known.get(capabilities) ?? new Set([...capabilities.values()].flat().map(({ coordinate }) => coordinate));
  known.set(capabilities, calls);
  return calls;
}
