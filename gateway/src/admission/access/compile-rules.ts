import { type GraphQLObjectType, type GraphQLSchema, getNamedType, isObjectType } from 'graphql';

import type { AccessIndex } from '../../supergraph/access-index.js';
import { allow, type PermissionMap, type ShieldRule } from '../shield.js';
import { allOf, createDirectiveRules } from './directive-rules.js';

/** The rule of each field that has one, by type and field; what has none is left to the fallback. */
export type FieldRules = Readonly<Record<string, Readonly<Record<string, ShieldRule>>>>;

export interface CompiledRules {
  readonly fields: FieldRules;
  /** Rules that look at the caller alone: what they say once holds for the whole operation. */
  readonly ofCaller: ReadonlySet<ShieldRule>;
}

/**
 * Lays the directives of the supergraph and the map of `permissions.ts` together. A field must satisfy its own
 * directives, those of its type and of every interface that declares it, those of the type that it returns, and the
 * map.
 *
 * graphql-shield ignores rules on interfaces, and looks names up on plain objects: both are taken care of here.
 */
export function compileRules(
  schema: GraphQLSchema,
  { protections, reached }: Pick<AccessIndex, 'protections' | 'reached'>,
  permissions: PermissionMap = {},
): CompiledRules {
  const ofCaller = new Set<ShieldRule>([allow]);
  const directiveRules = createDirectiveRules();
  const ofCoordinate = (coordinate: string): readonly ShieldRule[] => {
    const protection = protections.get(coordinate);
    return protection ? directiveRules(protection) : [];
  };
  const compileField = (type: GraphQLObjectType, name: string): ShieldRule | null => {
    const declaring = [type, ...type.getInterfaces()].filter((one) => Object.hasOwn(one.getFields(), name));
    const directives = [
      ...declaring.flatMap((one) => [...ofCoordinate(one.name), ...ofCoordinate(`${one.name}.${name}`)]),
      ...declaring.flatMap((one) => returnedNames(one, name)).flatMap(ofCoordinate),
    ];
    const mapped = permissionOf(permissions, type.name, name);
    const rule = allOf(mapped ? [...directives, mapped] : directives);
    if (rule && !mapped) ofCaller.add(rule);
    return rule ?? (reached.has(`${type.name}.${name}`) ? allow : null);
  };

  const byType = Object.create(null) as Record<string, Record<string, ShieldRule>>;
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    const fields = Object.create(null) as Record<string, ShieldRule>;
    for (const name of Object.keys(type.getFields())) {
      const compiled = compileField(type, name);
      if (compiled) fields[name] = compiled;
    }
    byType[type.name] = fields;
  }
  return { fields: byType, ofCaller };
}

type Declaring = Pick<GraphQLObjectType, 'getFields'>;

function returnedNames(type: Declaring, name: string): string[] {
  const field = type.getFields()[name];
  return field ? [getNamedType(field.type).name] : [];
}

/** As graphql-shield reads its map: the field's own rule, else `'*'` of the type; or one rule for the whole type. */
function permissionOf(permissions: PermissionMap, type: string, field: string): ShieldRule | undefined {
  const ofType = Object.hasOwn(permissions, type) ? permissions[type] : undefined;
  // A map may have a field of that name, whose rule is no function.
  if (!ofType || typeof ofType.resolve === 'function') return ofType as ShieldRule | undefined;
  const fields = ofType as Readonly<Record<string, ShieldRule>>;
  return Object.hasOwn(fields, field) ? fields[field] : fields['*'];
}
