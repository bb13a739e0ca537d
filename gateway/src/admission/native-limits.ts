import type { ApolloServerOptionsWithGateway } from '@apollo/server';

import type { Config } from '../config/config.js';
import type { RequestContext } from '../request-context.js';

/** The limits that Apollo Server and graphql-js bring themselves: they refuse before anything is planned. */
export function nativeLimits({
  limits,
}: Pick<Config, 'limits'>): Partial<ApolloServerOptionsWithGateway<RequestContext>> {
  return {
    parseOptions: { maxTokens: widestTokens(limits) },
    validationOptions: { maxErrors: limits.maxErrors },
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    // Who may see the schema is a matter of permissions: access and `hide-schema.ts` decide it for each caller.
    introspection: true,
    hideSchemaDetailsFromClientErrors: false,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
  };
}

/** The parser knows no roles. */
function widestTokens({ maxTokens, roles }: Config['limits']): number {
  return Math.max(maxTokens, ...Object.values(roles).map((role) => role.maxTokens ?? 0));
}
