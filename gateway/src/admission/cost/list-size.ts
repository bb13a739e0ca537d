import { getNullableType, type GraphQLField, isListType } from 'graphql';

/** How many items were asked for; null where nothing was said. */
export type SizeHint = number | null;

type Values = Readonly<Record<string, unknown>>;

/** Lists whose length no argument tells are taken to be so long. */
const ASSUMED = 10;

/** Arguments that say how long a list may get, after the Relay cursor connections specification. */
const SIZES = ['first', 'last', 'limit'];

/**
 * How many items a field gives at most: as many as the list that it is given, as `texts(contents:)`; else as many as it,
 * or the connection around it, is asked for; else ten. 1 where it gives no list.
 */
export function itemsOf(field: GraphQLField<unknown, unknown>, args: Values, hint: SizeHint): number {
  if (!isListType(getNullableType(field.type))) return 1;
  const given = field.args
    .filter(({ type }) => isListType(getNullableType(type)))
    .map(({ name }) => args[name])
    .filter((value) => Array.isArray(value))
    .map((list) => list.length);
  if (given.length > 0) return Math.max(...given);
  return sizeHint(args) ?? hint ?? ASSUMED;
}

/** What the arguments say of a size, also within an input object. */
export function sizeHint(args: Values): SizeHint {
  const sizes = [args, ...Object.values(args).filter(isObject)].flatMap((values) =>
    SIZES.map((name) => values[name]).filter((value) => typeof value === 'number'),
  );
  return sizes.length > 0 ? Math.max(0, ...sizes) : null;
}

function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
