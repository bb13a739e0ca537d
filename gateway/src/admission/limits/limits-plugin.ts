import type { ApolloServerPlugin } from '@apollo/server';
import { type DocumentNode, GraphQLError, parse } from 'graphql';

import type { RequestContext } from '../../request-context.js';
import type { BoundsOf } from './bounds-of.js';
import { checkDocument } from './check-document.js';
import { limitError } from './limit-error.js';
import { checkNames } from './rules/reserved-names.js';
import { checkVariables } from './rules/variable-size.js';

/** What graphql-js says when it stops at `maxTokens`. */
const TOO_MANY_TOKENS = /^Syntax Error: Document contains more that (\d+) tokens/;

/** Is not valid, whatever the schema. */
const REFUSED = parse('{ __refused }', { noLocation: true });

/**
 * Refuses an operation by its form before it is validated: to compare a thousand fields of one name, to follow
 * fragments that are spread thousands of times, and to list what is wrong with two thousand fields takes validation
 * itself too long. What passes is checked again by the gate, since a document that is known is not validated anew.
 */
export function limitsPlugin(boundsOf: BoundsOf): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async ({ contextValue: { principal, observed } }) => ({
      parsingDidStart: async () => async (error) => {
        const [, limit] = TOO_MANY_TOKENS.exec(error?.message ?? '') ?? [];
        if (limit === undefined) return;
        const passed = { code: 'OPERATION_TOO_LARGE', dimension: 'tokens', limit: Number(limit) } as const;
        // Apollo Server does not wait for this hook: what it threw would be caught by nobody.
        observed.thrown = limitError({ ...passed, value: Number(limit) + 1 });
      },
      async validationDidStart(requestContext: { document: DocumentNode }) {
        const { document } = requestContext;
        const error = checkDocument(document, boundsOf(principal)) ?? checkNames(document);
        if (!error) return;
        observed.thrown = error;
        // What is thrown here is taken for a mistake of the server, and logged as one. This is refused in no time.
        requestContext.document = REFUSED;
      },
      async didResolveOperation({ request }) {
        const error = checkVariables(request.variables ?? {}, boundsOf(principal));
        if (error) throw new GraphQLError(error.message, { extensions: error.extensions });
      },
    }),
  };
}
