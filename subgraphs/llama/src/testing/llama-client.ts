import { type ServiceProcess, startServiceProcess } from '@sluice/kit/testing';
import { createClient } from 'graphql-sse';

const GENERATION = 'text { content } json finishReason model usage { inputTokens outputTokens }';
const MUTATION = `mutation ($input: GenerateInput!) { generate(input: $input) { ${GENERATION} } }`;
const SUBSCRIPTION = `subscription ($input: GenerateInput!, $key: ID!) { generate(input: $input, idempotencyKey: $key) {
  __typename
  ... on GenerationDelta { text }
  ... on GenerationFinished { generation { ${GENERATION} } } } }`;

/** What a model wrote. */
export interface Written {
  readonly text: { readonly content: string };
  readonly json: unknown;
  readonly finishReason: string;
  readonly model: string;
  readonly usage: { readonly inputTokens: number; readonly outputTokens: number };
}

export interface Told {
  readonly data?: { readonly generate: { readonly text?: string; readonly generation?: Written } | null };
  readonly errors?: readonly { readonly extensions: Record<string, unknown> }[];
}

export function startLlama(file: string, env: Readonly<Record<string, string>> = {}): Promise<ServiceProcess> {
  return startServiceProcess(new URL('../../dist/main.js', import.meta.url), { env: { SLUICE_GGUF: file, ...env } });
}

/** One message of a person; other settings beside it. */
export const say = (content: string, settings: object = {}) => ({ messages: [{ role: 'USER', content }], ...settings });

/** The whole, or the code of what failed. */
export async function generate(service: ServiceProcess, input: object) {
  const { data, errors = [] } = await service.query(MUTATION, { input });
  return { written: data?.['generate'] as Written | null | undefined, errors };
}

export function subscribe({ url, token }: ServiceProcess, input: object): AsyncIterableIterator<Told> {
  const headers = { authorization: `Bearer ${token}` };
  const client = createClient({ url: `${url}/graphql/stream`, headers, retryAttempts: 0 });
  const variables = { input, key: crypto.randomUUID() };
  return client.iterate({ query: SUBSCRIPTION, variables }) as unknown as AsyncIterableIterator<Told>;
}
