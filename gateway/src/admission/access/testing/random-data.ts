import {
  getNullableType,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isListType,
  isNonNullType,
} from 'graphql';

/** The data of a graph: always the same at the same place, whoever reads it. */
export interface RandomData {
  /** The value of a leaf, a list of values, null, or an `ObjectAt`. */
  valueAt(type: GraphQLOutputType, path: string): unknown;
  typeAt(type: GraphQLCompositeType, path: string): GraphQLObjectType;
}

/** Stands for an object; its fields are found by the path to it. */
export class ObjectAt {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }
}

export function createRandomData(schema: GraphQLSchema, seed: number): RandomData {
  const random = (path: string, below: number) => hash(`${seed}:${path}`) % below;
  function valueAt(type: GraphQLOutputType, path: string): unknown {
    if (!isNonNullType(type) && random(`${path}?`, 8) === 0) return null;
    const nullable = getNullableType(type);
    if (isListType(nullable)) {
      const items = nullable.ofType;
      return Array.from({ length: random(`${path}#`, 4) }, (_, index) => valueAt(items, `${path}.${index}`));
    }
    if (isCompositeType(nullable)) return new ObjectAt(path);
    const number = random(path, 1_000_000);
    return String(nullable) === 'Int' ? number : `secret-${number}`;
  }
  return {
    valueAt,
    typeAt(type, path) {
      const possible = isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
      const chosen = possible[random(`${path}@`, possible.length)];
      if (!chosen) throw new RangeError(`${type.name} has no object types.`);
      return chosen;
    },
  };
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return (value ^ (value >>> 15)) >>> 0;
}
