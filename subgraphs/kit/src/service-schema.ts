import { buildSubgraphSchema } from '@apollo/subgraph';
import { type DocumentNode, type GraphQLSchema, print } from 'graphql';
import { readContracts, subgraphDocument } from '@sluice/schema';
import type { OfferedCapability } from './capability-types.js';
import { checkRepresentations } from './inputs/check-representations.js';
import type { CapabilityResolvers } from './resolvers/capability-resolvers.js';
import { CAPABILITY_RESOLVERS } from './resolvers/index.js';
import { scalars } from './resolvers/scalars.js';

/** The subgraph of a service. */
export interface ServiceSchema {
  readonly schema: GraphQLSchema;
  readonly sdl: string;
}

/**
 * Cuts the subgraph of just what is implemented out of the contracts; of nothing it is empty.
 *
 * @throws TypeError naming a capability that has no contract
 */
export function createServiceSchema(implemented: readonly OfferedCapability[]): ServiceSchema {
  const { common, contracts } = readContracts();
  const capabilities = contracts.filter(({ kind }) => kind === 'capability');
  const chosen = implemented.map((name) => {
    const contract = capabilities.find((candidate) => candidate.name === name);
    if (contract && Object.hasOwn(CAPABILITY_RESOLVERS, name)) return contract;
    throw new TypeError(`capabilities: expected ${Object.keys(CAPABILITY_RESOLVERS).join(', ')}; got ${name}.`);
  });
  const typeDefs: DocumentNode = subgraphDocument(common, chosen);
  const resolvers = mergeResolvers(implemented.map((name) => CAPABILITY_RESOLVERS[name]));
  const schema = buildSubgraphSchema({ typeDefs, resolvers: { ...scalars, ...resolvers } });
  return { schema: checkRepresentations(schema), sdl: print(typeDefs) };
}

type ResolverMap = Record<string, Record<string, never>>;

/** Types that several capabilities extend get the fields of all. */
function mergeResolvers(maps: readonly CapabilityResolvers[]): ResolverMap {
  const merged: ResolverMap = {};
  for (const [type, fields] of maps.flatMap((map) => Object.entries(map as ResolverMap))) {
    merged[type] = { ...merged[type], ...fields };
  }
  return merged;
}
