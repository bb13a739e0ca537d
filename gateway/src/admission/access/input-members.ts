import {
  getNamedType,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';

/** A member of an input object that a caller has given a value, somewhere in the arguments of a field. */
export type GivenMember = string;

/** Finds guarded members of input objects in a value, wherever they stand in it. */
export type MemberFinder = (value: unknown) => readonly GivenMember[];

/**
 * Directives on input fields are refused by composition, so members are looked for in the coerced arguments. A type that
 * cannot hold a guarded member is never walked.
 *
 * @param guarded coordinates such as `ContextInput.embeddings`
 * @returns null where values of the type cannot hold one
 */
export function memberFinder(type: GraphQLInputType, guarded: ReadonlySet<string>): MemberFinder | null {
  const named = getNamedType(type);
  if (!isInputObjectType(named) || !canHold(named, guarded, new Set())) return null;
  return (value) => {
    const found = new Set<GivenMember>();
    collect(value, type, guarded, found);
    return [...found];
  };
}

function canHold(type: GraphQLInputObjectType, guarded: ReadonlySet<string>, seen: Set<string>): boolean {
  if (seen.has(type.name)) return false;
  seen.add(type.name);
  return Object.values(type.getFields()).some((field) => {
    if (guarded.has(`${type.name}.${field.name}`)) return true;
    const named = getNamedType(field.type);
    return isInputObjectType(named) && canHold(named, guarded, seen);
  });
}

function collect(value: unknown, type: GraphQLInputType, guarded: ReadonlySet<string>, found: Set<string>): void {
  if (value === null || value === undefined) return;
  if (isNonNullType(type)) return collect(value, type.ofType, guarded, found);
  if (isListType(type)) {
    for (const item of value as Iterable<unknown>) collect(item, type.ofType, guarded, found);
    return;
  }
  if (!isInputObjectType(type)) return;
  for (const [name, field] of Object.entries(type.getFields())) {
    const given = (value as Readonly<Record<string, unknown>>)[name];
    if (given === undefined || given === null) continue;
    const coordinate = `${type.name}.${name}`;
    if (guarded.has(coordinate)) found.add(coordinate);
    collect(given, field.type, guarded, found);
  }
}
