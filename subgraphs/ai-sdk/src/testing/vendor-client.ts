import { randomUUID } from 'node:crypto';
import type { Service } from '@sluice/kit';
import { createServiceClient, type ServiceClient } from '@sluice/kit/testing';
import { createClient } from 'graphql-sse';

const WRITTEN =
  'text { content } json finishReason toolCalls { id name arguments } model usage { inputTokens cachedInputTokens outputTokens }';
const MUTATION = `mutation ($input: GenerateInput!) { generate(input: $input) { ${WRITTEN} } }`;
const SUBSCRIPTION = `subscription ($input: GenerateInput!, $key: ID!) { generate(input: $input, idempotencyKey: $key) {
  __typename
  ... on GenerationDelta { text }
  ... on GenerationFinished { generation { ${WRITTEN} } } } }`;

export type GenerateInput = Readonly<Record<string, unknown>>;

/** What a model wrote. */
export interface Written {
  readonly text: { readonly content: string };
  readonly json: unknown;
  readonly finishReason: string;
  readonly toolCalls: readonly { readonly id: string; readonly name: string; readonly arguments: unknown }[];
  readonly model: string;
  readonly usage: {
    readonly inputTokens: number | null;
    readonly cachedInputTokens?: number | null;
    readonly outputTokens: number | null;
  } | null;
}

export interface Failed {
  readonly message: string;
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** What became of a request. */
export interface Outcome {
  readonly written: Written | undefined;
  readonly error: Failed | undefined;
}

/** A whole stream: the pieces of its text, and what became of it. */
export interface Followed extends Outcome {
  readonly types: readonly string[];
  readonly pieces: readonly string[];
}

/** A vendor's service in the test's own process, asked as the gateway asks. */
export interface VendorClient extends ServiceClient, AsyncDisposable {
  generate(input: GenerateInput, signal?: AbortSignal): Promise<Outcome>;
  /** @param onPiece called with each piece of text as it comes */
  follow(input: GenerateInput, onPiece?: (leave: () => void) => void): Promise<Followed>;
}

interface Told {
  readonly data?: {
    readonly generate?: { readonly __typename: string; readonly text?: string; readonly generation?: Written } | null;
  } | null;
  readonly errors?: readonly Failed[];
}

const DEADLINE_MS = 20_000;

export async function startVendorService(service: Service): Promise<VendorClient> {
  const token = randomUUID();
  const { url } = await service.listen({ token });
  await service.load();
  const client = createServiceClient(url, token, DEADLINE_MS);
  const headers = { authorization: `Bearer ${token}` };
  const sse = createClient({ url: `${url}/graphql/stream`, headers, retryAttempts: 0 });
  return {
    ...client,
    async generate(input, signal) {
      const { data, errors = [] } = await client.query(MUTATION, { input }, { ...(signal && { signal }) });
      return { written: (data?.['generate'] ?? undefined) as Written | undefined, error: errors[0] };
    },
    async follow(input, onPiece = () => {}) {
      const told = sse.iterate({ query: SUBSCRIPTION, variables: { input, key: randomUUID() } });
      return gather(told as AsyncIterableIterator<Told>, onPiece);
    },
    [Symbol.asyncDispose]: () => service.close(100),
  };
}

async function gather(told: AsyncIterableIterator<Told>, onPiece: (leave: () => void) => void): Promise<Followed> {
  const [types, pieces]: string[][] = [[], []];
  let [written, error]: [Written | undefined, Failed | undefined] = [undefined, undefined];
  for await (const { data, errors } of told) {
    error ??= errors?.[0];
    const event = data?.generate;
    if (!event) continue;
    types?.push(event.__typename);
    written = event.generation ?? written;
    if (event.text === undefined) continue;
    pieces?.push(event.text);
    onPiece(() => void told.return?.());
  }
  return { types: types ?? [], pieces: pieces ?? [], written, error };
}
