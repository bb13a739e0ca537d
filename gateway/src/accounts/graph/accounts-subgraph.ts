import { LocalGraphQLDataSource } from '@apollo/gateway';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { readContracts, subgraphDocument } from '@sluice/schema';
import type { MutationResolvers, QueryResolvers } from '@sluice/schema/resolvers';

import type { Principal } from '../../identity/principal.js';
import type { RequestContext } from '../../request-context.js';
import { toActor } from '../actor.js';
import type { AuditRow } from '../audit/audit-log.js';
import type { Accounts } from '../create-accounts.js';
import { readDateTime, writeDateTime } from './date-time.js';
import { toApiKey } from './to-api-key.js';
import { toConnection } from './to-connection.js';

/** The name of the control subgraph, a file of `schema/control/`. */
export const ACCOUNTS_SUBGRAPH = 'accounts';

/** The control subgraph of administration; it lives in the gateway. */
export function createAccountsSubgraph(accounts: Accounts): LocalGraphQLDataSource {
  const { common, contracts } = readContracts();
  const contract = contracts.filter(({ name, kind }) => kind === 'control' && name === ACCOUNTS_SUBGRAPH);
  const typeDefs = subgraphDocument(common, contract);
  const resolvers = { Query: queries(accounts), Mutation: mutations(accounts) };
  return new LocalGraphQLDataSource(buildSubgraphSchema({ typeDefs, resolvers: resolvers as never }));
}

function queries({ keys, listAudit }: Accounts): QueryResolvers<RequestContext> {
  return {
    me: (_, __, { principal }) => toCaller(principal),
    apiKeys: async (_, request, { principal, signal }) =>
      toConnection(await keys.list(toActor(principal), request, { signal }), toApiKey),
    apiKey: async (_, { id }, { principal, signal }) => {
      const key = await keys.find(toActor(principal), id, { signal });
      return key && toApiKey(key);
    },
    auditLog: async (_, request, { principal, signal }) =>
      toConnection(await listAudit(toActor(principal), request, { signal }), toEntry),
  };
}

function mutations({ keys, tokens }: Accounts): MutationResolvers<RequestContext> {
  return {
    createApiKey: async (_, { input }, { principal, signal }) => {
      const expiresAt = readDateTime(input.expiresAt, 'expiresAt');
      const { key, text } = await keys.create(toActor(principal), { ...input, expiresAt }, { signal });
      return { apiKey: toApiKey(key), secret: text };
    },
    rotateApiKey: async (_, { input }, { principal, signal }) => {
      const validUntil = readDateTime(input.validUntil, 'validUntil');
      const expiresAt = readDateTime(input.expiresAt, 'expiresAt');
      const request = { id: input.id, validUntil, expiresAt };
      const { key, text, replaced } = await keys.rotate(toActor(principal), request, { signal });
      return { apiKey: toApiKey(key), secret: text, replaced: toApiKey(replaced) };
    },
    revokeApiKey: async (_, { input }, { principal, signal }) => ({
      apiKey: toApiKey(await keys.revoke(toActor(principal), input.id, { signal })),
    }),
    revokeToken: async (_, { input }, { principal }) => {
      const { credential, until } = await tokens.revoke(toActor(principal), input.token);
      return { credential, until: writeDateTime(until) };
    },
  };
}

const KINDS = {
  'api-key': 'API_KEY',
  jwt: 'JWT',
  'oauth-token': 'OAUTH_TOKEN',
  certificate: 'CERTIFICATE',
  anonymous: 'ANONYMOUS',
} as const;

function toCaller({ id, tenant, kind, roles, permissions, allows, expiresAt }: Principal) {
  const { models = null, services = null } = allows ?? {};
  const end = expiresAt === undefined ? null : writeDateTime(new Date(expiresAt));
  return { id, tenant, kind: KINDS[kind], roles, permissions, models, services, expiresAt: end };
}

function toEntry({ number, at, ...entry }: AuditRow) {
  return { ...entry, id: String(number), at: writeDateTime(at) };
}
