import { askGateway } from '../demo/ask-gateway.js';
import { type KeyClient, KeyClientError, type KeyView, type MadeKeyView } from './key-client.js';

export interface GatewayKeyClientOptions {
  /** The gateway's own URL, without a path. */
  readonly url: string;
  /** Of an administrator. */
  readonly key: string;
  readonly signal: AbortSignal;
}

const KEY = 'id name tenant state roles scopes expiresAt lastUsedAt';
const CREATE = `mutation ($input: CreateApiKeyInput!) { result: createApiKey(input: $input) { secret apiKey { ${KEY} } } }`;
const ROTATE = `mutation ($input: RotateApiKeyInput!) {
  result: rotateApiKey(input: $input) { secret apiKey { ${KEY} } replaced { ${KEY} } }
}`;
const REVOKE = `mutation ($input: RevokeApiKeyInput!) { result: revokeApiKey(input: $input) { apiKey { ${KEY} } } }`;
const LIST = `query ($after: String, $tenant: String) {
  result: apiKeys(first: 100, after: $after, tenant: $tenant) { nodes { ${KEY} } pageInfo { hasNextPage endCursor } }
}`;

interface Listed {
  readonly nodes: readonly KeyView[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** Administers keys by the graph of a gateway that runs, with what the caller's own key allows. */
export function createGatewayKeyClient(options: GatewayKeyClientOptions): KeyClient {
  async function ask<Result>(query: string, variables: object): Promise<Result> {
    const { data, errors } = await askGateway({ ...options, query, variables }).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      throw new KeyClientError(`${options.url} cannot be asked: ${reason}`);
    });
    const result = data?.['result'];
    if (errors.length > 0 || !result) throw new KeyClientError(errors.join('\n') || 'The gateway gave no answer.');
    return result as Result;
  }
  return {
    create: (input) => ask<MadeKeyView>(CREATE, { input }),
    rotate: (input) => ask<MadeKeyView & { replaced: KeyView }>(ROTATE, { input }),
    revoke: async (id) => (await ask<{ apiKey: KeyView }>(REVOKE, { input: { id } })).apiKey,
    async *list(tenant) {
      for (let after: string | null = null, isMore = true; isMore;) {
        const { nodes, pageInfo }: Listed = await ask<Listed>(LIST, { after, tenant });
        yield* nodes;
        after = pageInfo.endCursor;
        isMore = pageInfo.hasNextPage;
      }
    },
    async revokeDevelopment() {
      throw new KeyClientError('--development works at the store: stop the gateway, and leave --url out.');
    },
    async [Symbol.asyncDispose]() {},
  };
}
