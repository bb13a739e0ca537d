import { type GraphQLField, type GraphQLSchema, isInputObjectType, isObjectType, getNamedType } from 'graphql';

import { namedRule } from './access/directive-rules.js';
import type { AccessIndex } from '../supergraph/access-index.js';
import type { PermissionMap, ShieldRule } from './shield.js';

/**
 * What directives cannot say, in graphql-shield's own terms: types, their fields, and `rule`, `and`, `or`, `not`,
 * `inputRule` over them. Where a contract has directives as well, both must allow; where it has none, the map alone
 * decides, so a rule that only narrows belongs on fields that are protected already.
 *
 * A rule sees the arguments, coerced, and an `AccessContext`. It never sees the parent, which is not fetched yet: a rule
 * that reads it denies. Rules over data, such as ownership, belong in the subgraph that owns the data.
 */
export function permissions(schema: GraphQLSchema, { protections }: Pick<AccessIndex, 'protections'>): PermissionMap {
  return forFields(schema, (coordinate, field) => protections.has(coordinate) && namesModel(field), mayUseModel);
}

/**
 * A caller who may not use every model names one of those that are allowed: which one a service takes by default is not
 * known yet.
 */
const mayUseModel = namedRule('access.models', ({ allowances }, args) => {
  if (allowances.allowsEveryModel) return true;
  const { input } = args as { input?: { readonly model?: unknown } | null };
  const model = args['model'] ?? input?.model;
  return typeof model === 'string' && allowances.allowsModel(model);
});

/** Whether the caller can name a model: `model`, or `input.model`. */
function namesModel({ args }: GraphQLField<unknown, unknown>): boolean {
  return args.some(({ name, type }) => {
    if (name === 'model') return true;
    const named = getNamedType(type);
    return name === 'input' && isInputObjectType(named) && 'model' in named.getFields();
  });
}

function forFields(
  schema: GraphQLSchema,
  applies: (coordinate: string, field: GraphQLField<unknown, unknown>) => boolean,
  rule: ShieldRule,
): PermissionMap {
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  const rulesOf = types.map((type) => {
    const fields = Object.values(type.getFields()).filter((field) => applies(`${type.name}.${field.name}`, field));
    return [type.name, Object.fromEntries(fields.map(({ name }) => [name, rule]))] as const;
  });
  return Object.fromEntries(rulesOf.filter(([, fields]) => Object.keys(fields).length > 0));
}
