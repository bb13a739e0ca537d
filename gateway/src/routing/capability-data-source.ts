import type { GraphQLDataSource } from '@apollo/gateway';
import type { GatewayGraphQLResponse } from '@apollo/server-gateway-interface';
import { ServiceError } from '@sluice/schema';
import { childTrace, formatTraceparent } from '@sluice/telemetry';

import type { CallRecord, RequestContext } from '../request-context.js';
import { type Folded, foldRepresentations, type ServiceResponse } from './fold-representations.js';
import { readResponse } from './read-response.js';
import type { Registry } from './registry.js';
import { callNames } from './response-positions.js';
import type { ServiceClient } from './service-client.js';

export interface CapabilityDataSourceOptions {
  readonly capability: string;
  readonly registry: Registry;
  readonly client: ServiceClient;
  /** Called at the end of every fetch, also of one that failed. */
  readonly onCall: (record: CallRecord) => void;
}

/** What a plan asks of a capability. */
interface Fetch {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly folded: Folded;
}

/**
 * Resolves the plan's fetches from a capability by sending them to a service that implements it. A failure is never
 * thrown: it becomes an error at every place that the fetch was to fill, so that the rest of the answer stands.
 */
export function createCapabilityDataSource(options: CapabilityDataSourceOptions): GraphQLDataSource<RequestContext> {
  return {
    async process({ request, context }): Promise<GatewayGraphQLResponse> {
      const fetch: Fetch = {
        query: request.query ?? '',
        operationName: request.operationName,
        folded: foldRepresentations(request.variables ?? {}),
      };
      const response = await run(options, fetch, context as RequestContext);
      const { data, errors } = fetch.folded.unfold(response);
      return { data, ...(errors.length > 0 && { errors }) };
    },
  };
}

async function run(
  { capability, registry, client, onCall }: CapabilityDataSourceOptions,
  fetch: Fetch,
  context: RequestContext,
): Promise<ServiceResponse> {
  const startedAt = performance.now();
  const { variables, items } = fetch.folded;
  let service: string | null = null;
  const end = (outcome: string, response: ServiceResponse) => {
    const record = { capability, service, outcome, durationMs: performance.now() - startedAt, items };
    context.calls.push(record);
    onCall(record);
    return response;
  };
  try {
    context.signal.throwIfAborted();
    const target = registry.target(capability);
    service = target.service;
    const { query, operationName } = fetch;
    const answer = await client.send(target, { query, variables, operationName }, sendOptions(context, startedAt));
    const response = readResponse(answer, 'representations' in variables ? items : null);
    return end(outcomeOf(response), response);
  } catch (error) {
    const failure =
      error instanceof ServiceError ? error : new ServiceError('INTERNAL', 'Internal error.', {}, { cause: error });
    if (failure.code === 'INTERNAL') context.logger.error({ code: 'INTERNAL', error, capability }, 'call failed');
    return end(failure.code, failedResponse(failure, fetch));
  }
}

function outcomeOf({ errors: [error] }: ServiceResponse): string {
  const code = error?.extensions?.['code'];
  return typeof code === 'string' ? code : 'OK';
}

function sendOptions({ signal, deadlineAt, requestId, trace }: RequestContext, now: number) {
  return { signal, timeoutMs: deadlineAt - now, requestId, traceparent: formatTraceparent(childTrace(trace)) };
}

/** Null, with the error, at every place that the fetch was to fill. */
function failedResponse({ message, extensions }: ServiceError, { query, folded }: Fetch): ServiceResponse {
  const names = callNames(query);
  if (!('representations' in folded.variables)) {
    return {
      data: Object.fromEntries(names.map((name) => [name, null])),
      errors: names.map((name) => ({ message, extensions, path: [name] })),
    };
  }
  const positions = Array.from({ length: folded.items }, (_, index) => index);
  return {
    data: { _entities: positions.map(() => null) },
    errors: positions.flatMap((index) =>
      names.map((name) => ({ message, extensions, path: ['_entities', index, name] })),
    ),
  };
}
