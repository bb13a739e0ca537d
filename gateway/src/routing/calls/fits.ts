import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isEnumType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';

/** Whether a value is what a field promises. */
export type Fits = (value: unknown) => boolean;

interface Surroundings {
  /** Whether what is selected may be missing: then only what is there must be right. @default false */
  readonly mayLack?: boolean;
  readonly schema: GraphQLSchema;
  readonly fragments: readonly FragmentDefinitionNode[];
}

/**
 * Compiles what a field's answer must be: everything that is selected, of its type. An answer that leaves out what the
 * contract promises is not kept, and one that was tampered with is not believed.
 */
export function compileFits(
  type: GraphQLOutputType,
  selectionSet: SelectionSetNode | undefined,
  around: Surroundings,
): Fits {
  if (isNonNullType(type)) {
    const fits = compileFits(type.ofType, selectionSet, around);
    return (value) => value !== null && fits(value);
  }
  if (isListType(type)) {
    const fits = compileFits(type.ofType, selectionSet, around);
    return (value) => value === null || (Array.isArray(value) && value.every(fits));
  }
  if (isLeafType(type)) {
    const fits = isEnumType(type)
      ? (value: unknown) => type.getValue(String(value)) !== undefined
      : scalarFits(type.name);
    return (value) => value === null || fits(value);
  }
  const members = selectionSet ? membersOf(selectionSet, type, around) : [];
  const has = (member: Member) => ({ ...member, isSure: member.isSure && around.mayLack !== true });
  const needed = members.map(has);
  return (value) => value === null || (isRecord(value) && needed.every((member) => memberFits(value, member)));
}

/** The same of a field where it stands; one that no type has, such as `__typename`, may be anything. */
export function fitsOf(parent: GraphQLNamedType | undefined, field: FieldNode, around: Surroundings): Fits {
  const known = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[field.name.value] : undefined;
  return known ? compileFits(known.type, field.selectionSet, around) : () => true;
}

function scalarFits(name: string): Fits {
  if (name === 'Int') return Number.isInteger;
  if (name === 'Float') return Number.isFinite;
  if (name === 'String') return (value) => typeof value === 'string';
  if (name === 'Boolean') return (value) => typeof value === 'boolean';
  if (name === 'ID') return (value) => typeof value === 'string' || Number.isInteger(value);
  return (value) => value !== undefined;
}

interface Member {
  readonly name: string;
  /** Whether it must be there: no condition stands before it. */
  readonly isSure: boolean;
  /** The type that alone has it; null where that is the declared one. */
  readonly on: string | null;
  readonly fits: Fits;
}

function membersOf({ selections }: SelectionSetNode, type: GraphQLNamedType, around: Surroundings): Member[] {
  return selections.flatMap((selection): Member[] => {
    const isUnconditional = !selection.directives?.length;
    if (selection.kind === Kind.FIELD) {
      const name = selection.alias?.value ?? selection.name.value;
      const fits = fieldFits(selection.name.value, type, selection.selectionSet, around);
      return [{ name, isSure: isUnconditional, on: null, fits }];
    }
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection
        : around.fragments.find(({ name }) => name.value === selection.name.value);
    if (!fragment) return [];
    const condition = fragment.typeCondition?.name.value ?? type.name;
    const members = membersOf(fragment.selectionSet, around.schema.getType(condition) ?? type, around);
    const on = condition === type.name ? null : condition;
    return members.map((member) => ({ ...member, isSure: member.isSure && isUnconditional, on: member.on ?? on }));
  });
}

function fieldFits(
  name: string,
  type: GraphQLNamedType,
  selectionSet: SelectionSetNode | undefined,
  around: Surroundings,
): Fits {
  if (name === '__typename') return (value) => typeof value === 'string';
  const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
  return field ? compileFits(field.type, selectionSet, around) : () => false;
}

function memberFits(value: Readonly<Record<string, unknown>>, { name, isSure, on, fits }: Member): boolean {
  if (on !== null && value['__typename'] !== on) return true;
  return Object.hasOwn(value, name) ? fits(value[name]) : !isSure;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
