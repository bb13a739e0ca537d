import type { ApolloServerPlugin } from '@apollo/server';
import { ServiceError } from '@sluice/schema';
import type { GraphQLFormattedError } from 'graphql';

import type { Permission } from '../identity/permissions.js';
import { holdsPermission, type Principal } from '../identity/principal.js';
import type { RequestContext } from '../request-context.js';

const SUGGEST: Permission = 'graph:suggest';

/**
 * Tells callers no more of the schema than they may know. Whoever may not be told what a name may have meant gets the
 * mistake without the suggestion; the anonymous get one message for all mistakes, since from detailed ones a schema can
 * be put together again.
 */
export function hideSchema(): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async () => ({
      async willSendResponse({ contextValue: { principal }, response: { body } }) {
        // What was executed has data: its errors are those of fields.
        if (body.kind !== 'single' || !body.singleResult.errors || body.singleResult.data !== undefined) return;
        body.singleResult.errors = forPrincipal(principal, body.singleResult.errors);
      },
    }),
  };
}

function forPrincipal(principal: Principal, errors: readonly GraphQLFormattedError[]): GraphQLFormattedError[] {
  if (principal.kind === 'anonymous') return withOneMessage(errors);
  if (holdsPermission(principal, SUGGEST)) return [...errors];
  return errors.map((error) => ({ ...error, message: error.message.replaceAll(SUGGESTION, '') }));
}

/** As graphql-js writes them: `Did you mean "text" or "texts"?` */
const SUGGESTION = / ?Did you mean [^?]{1,500}\?/g;

const GENERIC = {
  GRAPHQL_VALIDATION_FAILED: 'The operation does not fit the schema.',
  BAD_USER_INPUT: 'The request or its variables do not fit the schema.',
} as const;

function withOneMessage(errors: readonly GraphQLFormattedError[]): GraphQLFormattedError[] {
  const codes = Object.keys(GENERIC) as (keyof typeof GENERIC)[];
  const code = codes.find((one) => errors.some(({ extensions }) => extensions?.['code'] === one));
  if (!code) return [...errors];
  const { message, extensions } = new ServiceError(code, GENERIC[code]);
  return [{ message, extensions }];
}
