import type { Supergraph } from '@apollo/federation-internals';

/** What `@cost` says, by coordinate: types, fields, arguments and members of input objects. */
export type CostIndex = ReadonlyMap<string, number>;

const COST = 'https://specs.apollo.dev/cost';

/** Reads `@cost(weight:)` from a supergraph, under whatever name it is imported. */
export function indexCosts({ schema }: Supergraph): CostIndex {
  const name = schema.coreFeatures?.getByIdentity(COST)?.directiveNameInSchema('cost') ?? 'cost';
  const index = new Map<string, number>();
  const keep = (coordinate: string, element: Priced) => {
    const [cost] = element.appliedDirectivesOf(name);
    const { weight } = (cost?.arguments() ?? {}) as { readonly weight?: number };
    if (weight !== undefined) index.set(coordinate, weight);
  };
  for (const type of schema.types()) {
    keep(type.name, type);
    if (type.kind === 'InputObjectType') for (const field of type.fields()) keep(field.coordinate, field);
    if (type.kind !== 'ObjectType' && type.kind !== 'InterfaceType') continue;
    for (const field of type.fields()) {
      keep(field.coordinate, field);
      for (const argument of field.arguments()) keep(argument.coordinate, argument);
    }
  }
  return index;
}

interface Priced {
  appliedDirectivesOf(name: string): readonly { arguments(): Readonly<Record<string, unknown>> }[];
}
