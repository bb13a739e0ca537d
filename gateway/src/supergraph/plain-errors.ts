import type { GatewayExecutionResult } from '@apollo/server-gateway-interface';
import { ServiceError } from '@sluice/schema';
import { type GraphQLFormattedError, GraphQLError } from 'graphql';

/** What the plan's executor answers, with errors that anyone can handle. */
export function withPlainErrors(result: GatewayExecutionResult): GatewayExecutionResult {
  return asGraphqlErrors(withCompletionErrors(result));
}

/**
 * The executor hands out raw errors, of any class. Apollo Server would take an error's `http` for the status of the
 * whole answer; where the operation was executed, that is 200 whatever its fields came to.
 */
function asGraphqlErrors({ errors, ...result }: GatewayExecutionResult): GatewayExecutionResult {
  if (!errors) return result;
  const plain = errors.map((error) => {
    const { http: _, serviceName: __, ...extensions } = error.extensions ?? {};
    return new GraphQLError(error.message, { path: error.path ?? null, extensions, originalError: error });
  });
  return { ...result, errors: plain };
}

/**
 * Where a service left out what its contract promises, the executor tells so in an extension, and only where nothing
 * else went wrong. A client looks at `errors`, so it stands there.
 */
function withCompletionErrors({ extensions, ...result }: GatewayExecutionResult): GatewayExecutionResult {
  const { valueCompletion, ...others } = extensions ?? {};
  if (!Array.isArray(valueCompletion)) return { ...result, ...(extensions && { extensions }) };
  const message = 'A service left out a value that its contract promises.';
  const { extensions: coded } = new ServiceError('PROVIDER_BAD_RESPONSE', message);
  const errors = (valueCompletion as GraphQLFormattedError[]).map(
    ({ path }) => new GraphQLError(message, { path: path ?? null, extensions: coded }),
  );
  return { ...result, errors, ...(Object.keys(others).length > 0 && { extensions: others }) };
}
