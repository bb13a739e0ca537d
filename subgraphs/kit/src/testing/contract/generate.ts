import { createClient } from 'graphql-sse';
import { WIRE_HEADERS } from '@sluice/schema';
import type { ServiceProcess } from '../start-service-process.js';
import { type AskOptions, codeOf } from './ask.js';
import type { KnownFacts } from './service-facts.js';

/** The input of a generation; the contract's `GenerateInput`. */
export type GenerateInput = Readonly<Record<string, unknown>>;

/** Makes requests for a story, a different one for each index. */
export const createStory =
  ({ generation }: Pick<KnownFacts, 'generation'>) =>
  (index: number, maxTokens = 60): GenerateInput => ({
    messages: [{ role: 'USER', content: `Tell a story about door number ${index}.` }],
    maxTokens,
    seed: index + 1,
    ...generation,
  });

/** What a language model wrote. */
export interface Written {
  readonly text: { readonly content: string };
  readonly json: unknown;
  readonly finishReason: string;
  readonly toolCalls: readonly { readonly id: string; readonly name: string; readonly arguments: unknown }[];
  readonly model: string;
  readonly usage: Readonly<Record<string, number | null>> | null;
}

/** One event of a stream, with the moment when it came, or the code that ended it. */
export type StreamEvent =
  | { readonly kind: 'started' | 'delta'; readonly text: string; readonly atMs: number }
  | { readonly kind: 'finished'; readonly written: Written; readonly atMs: number }
  | { readonly kind: 'failed'; readonly code: string; readonly atMs: number };

const WRITTEN =
  'text { content } json finishReason toolCalls { id name arguments } model usage { inputTokens outputTokens inputCharacters }';

const MUTATION = `mutation Contract($input: GenerateInput!) { generate(input: $input) { ${WRITTEN} } }`;

const SUBSCRIPTION = `subscription Contract($input: GenerateInput!, $key: ID!) {
  generate(input: $input, idempotencyKey: $key) {
    __typename
    ... on GenerationDelta { text }
    ... on GenerationFinished { generation { ${WRITTEN} } }
  }
}`;

/** Asks for a whole text. */
export async function generate(
  service: ServiceProcess,
  input: GenerateInput,
): Promise<{ readonly written: Written | undefined; readonly code: string }> {
  const { data, errors = [] } = await service.query(MUTATION, { input });
  const written = (data?.['generate'] ?? undefined) as Written | undefined;
  return { written, code: codeOf(errors[0]) };
}

interface Heard {
  readonly data?: { readonly generate?: HeardEvent | null } | null;
  readonly errors?: readonly { readonly extensions?: Readonly<Record<string, unknown>> }[];
}

interface HeardEvent {
  readonly __typename: string;
  readonly text?: string;
  readonly generation?: Written;
}

/** Listens to a text as it is written; ends with `finished` or `failed`, or without either when the service broke off. */
export async function* listen(
  { url, token }: ServiceProcess,
  input: GenerateInput,
  { key, timeoutMs, signal }: Pick<AskOptions, 'timeoutMs' | 'signal'> & { readonly key: string },
): AsyncGenerator<StreamEvent> {
  const startedAt = performance.now();
  const headers = {
    [WIRE_HEADERS.authorization]: `Bearer ${token}`,
    ...(timeoutMs !== undefined && { [WIRE_HEADERS.timeoutMs]: String(timeoutMs) }),
  };
  const client = createClient({ url: `${url}/graphql/stream`, headers, retryAttempts: 0 });
  const heard = client.iterate({ query: SUBSCRIPTION, variables: { input, key } });
  const leave = () => void heard.return?.();
  signal?.addEventListener('abort', leave, { once: true });
  for await (const one of heard) yield toEvent(one as Heard, performance.now() - startedAt);
}

function toEvent({ data, errors }: Heard, atMs: number): StreamEvent {
  const event = data?.generate;
  if (errors || !event) return { kind: 'failed', code: codeOf(errors?.[0]), atMs };
  if (event.generation) return { kind: 'finished', written: event.generation, atMs };
  return { kind: event.__typename === 'GenerationDelta' ? 'delta' : 'started', text: event.text ?? '', atMs };
}

/** The whole stream. */
export async function hearOut(events: AsyncIterable<StreamEvent>): Promise<StreamEvent[]> {
  const all: StreamEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}
