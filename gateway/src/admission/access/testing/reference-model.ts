import {
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  getNullableType,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  isAbstractType,
  isCompositeType,
  isInputObjectType,
  isListType,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { getArgumentValues, getDirectiveValues } from 'graphql/execution/values.js';
import { GraphQLIncludeDirective, GraphQLSkipDirective } from 'graphql';

import type { Principal } from '../../../identity/principal.js';
import type { Protection } from '../../../supergraph/access-index.js';
import { ObjectAt, type RandomData } from './random-data.js';
import type { RandomGraph } from './random-graph.js';
import type { RuleModel } from './random-rules.js';

/** What an operation should come to. */
export interface Expected {
  readonly data: unknown;
  /** Every place at which a field was denied, as JSON. */
  readonly denied: ReadonlySet<string>;
}

interface Asked {
  readonly graph: RandomGraph;
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Record<string, unknown>;
  readonly principal: Principal;
  readonly data: RandomData;
}

/** A selection, and the types that objects may have on which it stands. */
interface Scope {
  readonly selectionSet: SelectionSetNode;
  readonly possible: readonly GraphQLObjectType[];
}

type Path = readonly (string | number)[];
type Arguments = Readonly<Record<string, unknown>>;

/**
 * Access once more, in as few words as possible: it executes the operation, and at every field asks whether any type
 * that the text allows there denies it. Nothing is compiled, cut or cached.
 */
export function referenceAnswer(asked: Asked): Expected {
  const { graph, operation, data } = asked;
  const { schema } = graph;
  const denied = new Set<string>();
  const possibleOf = (type: GraphQLOutputType) => {
    const named = getNamedType(type);
    if (!isCompositeType(named)) return [];
    return isAbstractType(named) ? schema.getPossibleTypes(named) : [named];
  };

  function collect(
    { selectionSet, possible }: Scope,
    type: GraphQLObjectType,
  ): (readonly [FieldNode, Scope['possible']])[] {
    return selectionSet.selections
      .filter((node) => !isLeftOut(node, asked.variables))
      .flatMap((node) => {
        if (node.kind === Kind.FIELD) return [[node, possible] as const];
        const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : asked.fragments.get(node.name.value);
        if (!fragment) return [];
        const condition = fragment.typeCondition && schema.getType(fragment.typeCondition.name.value);
        const allowed = condition ? possibleOf(condition as GraphQLOutputType) : possible;
        if (!allowed.includes(type) && condition) return [];
        return collect(
          { selectionSet: fragment.selectionSet, possible: possible.filter((one) => allowed.includes(one)) },
          type,
        );
      });
  }

  function executeObject(type: GraphQLObjectType, scopes: readonly Scope[], path: Path): unknown {
    const groups = new Map<string, (readonly [FieldNode, Scope['possible']])[]>();
    for (const entry of scopes.flatMap((scope) => collect(scope, type))) {
      const key = entry[0].alias?.value ?? entry[0].name.value;
      groups.set(key, [...(groups.get(key) ?? []), entry]);
    }
    const result: Record<string, unknown> = {};
    let isNull = false;
    for (const [key, entries] of groups) {
      const value = executeField(type, entries, [...path, key]);
      if (value === undefined) isNull = true;
      else result[key] = value;
    }
    return isNull ? null : result;
  }

  /** @returns undefined where a null must go up */
  function executeField(
    type: GraphQLObjectType,
    entries: readonly (readonly [FieldNode, Scope['possible']])[],
    path: Path,
  ): unknown {
    const name = entries[0]?.[0].name.value ?? '';
    if (name === '__typename') return type.name;
    const field = type.getFields()[name];
    if (!field) throw new Error('The operation is validated.');
    const isDenied = entries.some(([node, possible]) =>
      possible.some((one) => name in one.getFields() && !mayRead(one, node, asked)),
    );
    if (isDenied) denied.add(JSON.stringify(path));
    const below = entries.flatMap(([node, possible]) => {
      if (!node.selectionSet) return [];
      const types = possible.flatMap((one) => possibleOf(one.getFields()[name]?.type ?? field.type));
      return [{ selectionSet: node.selectionSet, possible: [...new Set(types)] }];
    });
    const value = isDenied ? null : complete(field.type, data.valueAt(field.type, path.join('.')), below, path);
    return value === null && isNonNullType(field.type) ? undefined : value;
  }

  function complete(type: GraphQLOutputType, value: unknown, below: readonly Scope[], path: Path): unknown {
    const nullable = getNullableType(type);
    if (isListType(nullable) && Array.isArray(value)) {
      const items = value.map((item, index) => complete(nullable.ofType, item, below, [...path, index]));
      return isNonNullType(nullable.ofType) && items.includes(null) ? null : items;
    }
    if (!(value instanceof ObjectAt) || !isCompositeType(nullable)) return value;
    return executeObject(data.typeAt(nullable, value.path), below, path);
  }

  const root = schema.getRootType(operation.operation) as GraphQLObjectType;
  const scope = { selectionSet: operation.selectionSet, possible: [root] };
  return { data: executeObject(root, [scope], []), denied };
}

function isLeftOut(node: SelectionNode, variables: Record<string, unknown>): boolean {
  const skip = getDirectiveValues(GraphQLSkipDirective, node, variables);
  const include = getDirectiveValues(GraphQLIncludeDirective, node, variables);
  return skip?.['if'] === true || include?.['if'] === false;
}

function mayRead(type: GraphQLObjectType, node: FieldNode, { graph, variables, principal }: Asked): boolean {
  const name = node.name.value;
  const field = type.getFields()[name];
  if (!field) throw new Error('The operation is validated.');
  const args = getArgumentValues(field, node, variables);
  const { protections, reached, inputMembers } = graph.access;
  const declaring = [type, ...type.getInterfaces()].filter((one) => name in one.getFields());
  const demanded = declaring
    .flatMap((one) => [one.name, `${one.name}.${name}`, getNamedType(one.getFields()[name]?.type)?.name ?? ''])
    .flatMap((coordinate) => protections.get(coordinate) ?? []);
  const model = graph.models.get(`${type.name}.${name}`);
  const hasRule = demanded.length > 0 || model !== undefined;
  const members = field.args.flatMap((argument) => givenMembers(argument.type, args[argument.name]));
  const needed = [...demanded, ...members.flatMap((member) => inputMembers.get(member) ?? [])];
  const isMapped = model === undefined || judge(model, args, principal) === true;
  return (
    (hasRule || reached.has(`${type.name}.${name}`)) && isMapped && needed.every((one) => satisfies(one, principal))
  );
}

function givenMembers(type: GraphQLInputType, value: unknown): string[] {
  const nullable = getNullableType(type);
  if (value === null || value === undefined) return [];
  if (isListType(nullable)) return (value as unknown[]).flatMap((item) => givenMembers(nullable.ofType, item));
  if (!isInputObjectType(nullable)) return [];
  return Object.entries(value as object).flatMap(([name, given]) =>
    given === null
      ? []
      : [`${nullable.name}.${name}`, ...givenMembers(nullable.getFields()[name]?.type ?? type, given)],
  );
}

function satisfies({ authenticated, scopes, policies }: Protection, { kind, permissions }: Principal): boolean {
  const holdsAny = (lists: readonly (readonly string[])[], holds: (name: string) => boolean) =>
    lists.some((all) => all.every(holds));
  return (
    (!authenticated || kind !== 'anonymous') &&
    scopes.every((lists) => holdsAny(lists, (scope) => permissions.includes(scope))) &&
    policies.every((lists) => holdsAny(lists, (policy) => policy === 'yes'))
  );
}

/** True, false, or `undecided` where a rule that was asked failed or read the parent: that is never allowed. */
type Judgement = boolean | 'undecided';

function judge(model: RuleModel, args: Arguments, principal: Principal): Judgement {
  const of = (rule: RuleModel) => judge(rule, args, principal);
  switch (model.kind) {
    case 'allow':
      return true;
    case 'deny':
      return false;
    case 'hasRole':
      return principal.roles.includes(model.role);
    case 'atMost':
    case 'inputAtMost':
      return args['a'] === undefined || args['a'] === null || (args['a'] as number) <= model.limit;
    case 'not': {
      const inner = of(model.rule);
      return inner === 'undecided' ? inner : !inner;
    }
    case 'and':
    case 'or': {
      const all = model.rules.map(of);
      if (all.includes('undecided')) return 'undecided';
      return model.kind === 'and' ? all.every(Boolean) : all.includes(true);
    }
    case 'chain':
      return inOrder(model.rules, of, true);
    case 'race':
      return inOrder(model.rules, of, false);
    case 'throws':
    case 'rejects':
    case 'readsParent':
    case 'readsParentAndCatches':
      return 'undecided';
  }
}

/** Asks rules as long as they say `goOn`; those after are not asked. */
function inOrder(rules: readonly RuleModel[], judgeOne: (rule: RuleModel) => Judgement, goOn: boolean): Judgement {
  for (const rule of rules) {
    const judged = judgeOne(rule);
    if (judged !== goOn) return judged;
  }
  return goOn;
}
