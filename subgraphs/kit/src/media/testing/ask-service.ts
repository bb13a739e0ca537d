import { WIRE_HEADERS } from '@sluice/schema';
import type { QueryResult } from '../../testing/service-client.js';
import type { StartedService } from '../../testing/start-service.js';

/** Asks for fields of entities as the gateway does, with what it says of media. */
export async function askService(
  { url, token }: StartedService,
  selection: string,
  representations: readonly { readonly __typename: string }[],
  {
    headers,
    signal,
  }: { readonly headers: Readonly<Record<string, string>>; readonly signal?: AbortSignal | undefined },
): Promise<{ readonly entities: readonly unknown[]; readonly errors: NonNullable<QueryResult['errors']> }> {
  const types = [...new Set(representations.map(({ __typename }) => __typename))];
  const fragments = types.map((type) => `... on ${type} { ${selection} }`).join(' ');
  const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ${fragments} } }`;
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [WIRE_HEADERS.authorization]: `Bearer ${token}`, ...headers },
    body: JSON.stringify({ query, variables: { representations } }),
    signal: signal ?? null,
  });
  const { data, errors = [] } = (await response.json()) as QueryResult;
  return { entities: (data?.['_entities'] as unknown[] | undefined) ?? [], errors };
}
