import type { ApolloServerOptionsWithGateway } from '@apollo/server';

import type { Config } from '../config/config.js';
import type { RequestContext } from '../request-context.js';

/**
 * Most selections of an operation once its fragments are spread out. A document of 800 bytes whose nested fragments are
 * spread twice holds 16,000 of them and keeps a planner busy for half a minute.
 */
const MAX_SELECTIONS = 2_000;

/** The limits that Apollo Server and graphql-js bring themselves: they refuse before anything is planned. */
export function nativeLimits({
  limits,
}: Pick<Config, 'limits'>): Partial<ApolloServerOptionsWithGateway<RequestContext>> {
  return {
    parseOptions: { maxTokens: limits.maxTokens },
    validationOptions: { maxErrors: limits.maxErrors },
    maxRecursiveSelections: MAX_SELECTIONS,
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    // Who may see the schema is a matter of permissions: access and `hide-schema.ts` decide it for each caller.
    introspection: true,
    hideSchemaDetailsFromClientErrors: false,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
  };
}
