import { type ServiceHealth, WIRE_HEADERS } from '@sluice/schema';

/** An answer of a service, as GraphQL gives it. */
export interface QueryResult {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: Record<string, unknown>;
  }[];
}

/** What goes with one request beside its operation. */
export interface QueryOptions {
  /** Those of the wire among them; they come before the client's own. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Aborted, the caller leaves. */
  readonly signal?: AbortSignal;
}

/** What tests ask of a service. */
export interface ServiceClient {
  query(document: string, variables?: Record<string, unknown>, options?: QueryOptions): Promise<QueryResult>;
  /**
   * Reads fields of entities, as the gateway does.
   *
   * @param selection fields of the type: `embedding { model }`
   * @returns the entities in order, and the errors
   */
  entities(
    selection: string,
    representations: readonly { readonly __typename: string }[],
  ): Promise<{ readonly entities: readonly unknown[]; readonly errors: NonNullable<QueryResult['errors']> }>;
  health(): Promise<ServiceHealth>;
  /** The Prometheus text. */
  metrics(): Promise<string>;
}

/** @param deadlineMs longest time for each request, in milliseconds */
export function createServiceClient(url: string, token: string, deadlineMs: number): ServiceClient {
  const get = (path: string) => fetch(`${url}${path}`, { signal: AbortSignal.timeout(deadlineMs) });
  const query: ServiceClient['query'] = async (document, variables = {}, { headers = {}, signal } = {}) => {
    const deadline = AbortSignal.timeout(deadlineMs);
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [WIRE_HEADERS.authorization]: `Bearer ${token}`, ...headers },
      body: JSON.stringify({ query: document, variables }),
      signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
    });
    return (await response.json()) as QueryResult;
  };
  return {
    query,
    async entities(selection, representations) {
      const types = [...new Set(representations.map(({ __typename }) => __typename))];
      const fragments = types.map((type) => `... on ${type} { ${selection} }`).join(' ');
      const document = `query Entities($representations: [_Any!]!) { _entities(representations: $representations) { ${fragments} } }`;
      const { data, errors = [] } = await query(document, { representations });
      return { entities: (data?.['_entities'] as unknown[] | undefined) ?? [], errors };
    },
    health: async () => (await (await get('/health/ready')).json()) as ServiceHealth,
    metrics: async () => (await get('/metrics')).text(),
  };
}
