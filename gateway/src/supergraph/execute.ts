import { buildOperationContext, executeQueryPlan, type ServiceMap } from '@apollo/gateway';
import type {
  GatewayExecutionResult,
  GatewayExecutor,
  GatewayGraphQLRequestContext,
} from '@apollo/server-gateway-interface';
import { ServiceError } from '@sluice/schema';
import { type GraphQLFormattedError, getVariableValues, GraphQLError } from 'graphql';

import type { SupergraphHolder } from './gateway-interface.js';
import type { SupergraphSnapshot } from './snapshot.js';

export interface ExecutorOptions {
  readonly holder: SupergraphHolder;
  /** A data source for every subgraph of a snapshot. */
  readonly dataSources: (snapshot: SupergraphSnapshot) => ServiceMap;
  /** Most errors that are told of one operation's variables. */
  readonly maxCoercionErrors: number;
}

/** Plans and executes an operation that has been admitted. */
export function createExecutor({ holder, dataSources, maxCoercionErrors }: ExecutorOptions): GatewayExecutor {
  const serviceMaps = new WeakMap<SupergraphSnapshot, ServiceMap>();
  return async (requestContext) => {
    const snapshot = holder.current();
    const services = serviceMaps.get(snapshot) ?? dataSources(snapshot);
    serviceMaps.set(snapshot, services);

    // Apollo Server leaves it to a gateway's executor to find the operation and to coerce its variables.
    const errors = requestErrors(snapshot, requestContext, maxCoercionErrors);
    if (errors.length > 0) return { errors };
    return execute(snapshot, services, requestContext);
  };
}

/** Raw variables are forwarded; they are coerced here once so that no service sees what the schema does not allow. */
function requestErrors(
  { apiSchema }: SupergraphSnapshot,
  {
    operation,
    request,
  }: Pick<Partial<GatewayGraphQLRequestContext>, 'operation'> & Pick<GatewayGraphQLRequestContext, 'request'>,
  maxErrors: number,
): GraphQLError[] {
  if (!operation) {
    const message = 'The document has no operation of that name, or several and none was named.';
    return [new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } })];
  }
  const definitions = operation.variableDefinitions ?? [];
  const { errors } = getVariableValues(apiSchema, definitions, request.variables ?? {}, { maxErrors });
  return (errors ?? []).map(
    (error) => new GraphQLError(error.message, { nodes: error.nodes ?? null, extensions: { code: 'BAD_USER_INPUT' } }),
  );
}

async function execute(
  snapshot: SupergraphSnapshot,
  services: ServiceMap,
  requestContext: GatewayGraphQLRequestContext,
): Promise<GatewayExecutionResult> {
  const { document, operationName } = requestContext;
  const plan = snapshot.plan(document, operationName);
  if (plan.node?.kind === 'Subscription') {
    throw new ServiceError('BAD_USER_INPUT', 'Subscriptions are not served over this transport.');
  }
  const operationContext = buildOperationContext({
    schema: snapshot.apiSchema,
    operationDocument: document,
    ...(operationName !== null && { operationName }),
  });
  const { supergraphSchema, internalApiSchema } = snapshot;
  const result = await executeQueryPlan(
    plan,
    services,
    requestContext,
    operationContext,
    supergraphSchema,
    internalApiSchema,
  );
  return withPlainErrors(withCompletionErrors(result));
}

/**
 * The executor hands out raw errors, of any class. Apollo Server would take an error's `http` for the status of the
 * whole answer; where the operation was executed, that is 200 whatever its fields came to.
 */
function withPlainErrors({ errors, ...result }: GatewayExecutionResult): GatewayExecutionResult {
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
