import { LocalGraphQLDataSource } from '@apollo/gateway';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { readContracts, ServiceError, subgraphDocument } from '@sluice/schema';
import type { MutationResolvers, QueryResolvers } from '@sluice/schema/resolvers';

import { toActor } from '../accounts/actor.js';
import { writeDateTime } from '../accounts/graph/date-time.js';
import type { RequestContext } from '../request-context.js';
import type { Instance } from '../routing/instance.js';
import type { Registration } from './registration.js';
import type { RegistrationCaller, Registrations } from './registrations.js';

/** The name of the control subgraph, a file of `schema/control/`. */
export const REGISTRATION_SUBGRAPH = 'registration';

export interface RegistrationSubgraphOptions {
  /** Null where nobody registers. */
  readonly registrations: Registrations | null;
  /** How an instance is, as this gateway sees it. */
  readonly instance: (id: string) => Instance | undefined;
}

/** The control subgraph of services that register themselves; it lives in the gateway. */
export function createRegistrationSubgraph(options: RegistrationSubgraphOptions): LocalGraphQLDataSource {
  const { common, contracts } = readContracts();
  const contract = contracts.filter(({ name, kind }) => kind === 'control' && name === REGISTRATION_SUBGRAPH);
  const typeDefs = subgraphDocument(common, contract);
  const resolvers = { Query: queries(options), Mutation: mutations(options) };
  return new LocalGraphQLDataSource(buildSubgraphSchema({ typeDefs, resolvers: resolvers as never }));
}

function queries({ registrations, instance }: RegistrationSubgraphOptions): QueryResolvers<RequestContext> {
  return { serviceRegistrations: () => (registrations?.list() ?? []).map((each) => describe(each, instance)) };
}

function mutations({ registrations, instance }: RegistrationSubgraphOptions): MutationResolvers<RequestContext> {
  const enabled = () => registrations ?? refuse();
  const described = (registration: Registration) => ({ registration: describe(registration, instance) });
  return {
    registerService: async (_, { input }, context) => {
      const { registration, added } = await enabled().register(callerOf(context), input);
      return { ...described(registration), newCapabilities: [...added] };
    },
    renewService: async (_, { input: { id } }, context) => described(await enabled().renew(callerOf(context), id)),
    drainService: async (_, { input: { id } }, context) => described(await enabled().drain(callerOf(context), id)),
    deregisterService: async (_, { input: { id } }, context) => {
      await enabled().deregister(callerOf(context), id);
      return { id };
    },
  };
}

function callerOf({ principal, signal }: RequestContext): RegistrationCaller {
  return { principal, actor: toActor(principal), signal };
}

function describe(registration: Registration, instance: RegistrationSubgraphOptions['instance']) {
  const { id, name, url, registeredBy, registeredAt, leaseSeconds, leaseEndsAt, draining, offers } = registration;
  return {
    id,
    name,
    url,
    registeredBy,
    health: draining ? ('DRAINING' as const) : (instance(id)?.state ?? 'STARTING'),
    capabilities: Object.entries(offers).map(([capability, supports]) => ({
      name: capability,
      supports: supports && [...supports],
    })),
    registeredAt: writeDateTime(registeredAt),
    leaseEndsAt: writeDateTime(leaseEndsAt),
    heartbeatSeconds: Math.max(1, Math.floor(leaseSeconds / 3)),
  };
}

function refuse(): never {
  throw new ServiceError('FORBIDDEN', 'Services do not register at this gateway (registration.enabled).', {
    rule: 'registration.enabled',
  });
}
