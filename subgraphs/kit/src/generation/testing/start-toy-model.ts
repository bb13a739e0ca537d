import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'graphql-sse';
import type { ServiceOptions } from '../../service.js';
import { type StartedService, startService } from '../../testing/start-service.js';
import type { GenerationCapability, GenerationPiece, GenerationRequest } from '../generation-capability.js';

export const MUTATION = `mutation ($input: GenerateInput!) { generate(input: $input) {
  text { content } json finishReason toolCalls { id name arguments } model usage { inputTokens outputTokens } } }`;
export const SUBSCRIPTION = `subscription ($input: GenerateInput!, $key: ID!) { generate(input: $input, idempotencyKey: $key) {
  __typename
  ... on GenerationStarted { model }
  ... on GenerationDelta { text }
  ... on GenerationFinished { generation { text { content } finishReason usage { outputTokens } } } } }`;

export const WORDS = ['Once ', 'upon ', 'a ', 'time'];
export const HELLO = { messages: [{ role: 'USER', content: 'Hello' }] };

export interface Toy extends Partial<Omit<GenerationCapability, 'models' | 'stream'>> {
  readonly words?: readonly string[];
  /** Before each word. */
  readonly delayMs?: number;
  /** The word before which it fails. */
  readonly failAt?: number;
  readonly error?: Error;
  readonly limits?: ServiceOptions['limits'];
}

/** A service whose model writes fixed words, and a record of what it saw. */
export async function startToy({
  words = WORDS,
  delayMs = 1,
  failAt = -1,
  error = new Error('x'),
  limits,
  ...rest
}: Toy = {}) {
  const seen = { requests: [] as GenerationRequest[], running: 0, most: 0, stoppedAt: 0 };
  async function* stream(request: GenerationRequest, { signal }: { signal: AbortSignal }) {
    seen.requests.push(request);
    seen.running += 1;
    seen.most = Math.max(seen.most, seen.running);
    try {
      for (const [index, text] of words.entries()) {
        await sleep(delayMs, undefined, { signal });
        if (index === failAt) throw error;
        yield { type: 'delta', text } satisfies GenerationPiece;
      }
      yield {
        type: 'finish',
        reason: 'STOP',
        usage: { inputTokens: 1, outputTokens: words.length },
      } satisfies GenerationPiece;
    } finally {
      seen.running -= 1;
      seen.stoppedAt = performance.now();
    }
  }
  const service = await startService({
    capabilities: { generation: { models: ['toy', 'toy-2'], stream, ...rest } },
    ...(limits && { limits }),
  });
  return { service, seen };
}

export type Event = { readonly __typename: string; readonly text?: string; readonly generation?: unknown } | null;
export interface Heard {
  readonly data?: { readonly generate: Event } | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: Record<string, unknown> }[];
}

/** Subscribes with a client of another hand, as anyone could. */
export function subscribe({ url, token }: StartedService, key: string, input: object = HELLO, headers = {}) {
  const client = createClient({
    url: `${url}/graphql/stream`,
    headers: { authorization: `Bearer ${token}`, ...headers },
    retryAttempts: 0,
  });
  return client.iterate({ query: SUBSCRIPTION, variables: { input, key } }) as unknown as AsyncIterableIterator<Heard>;
}

export async function hearAll(heard: AsyncIterable<Heard>) {
  const all: Heard[] = [];
  for await (const one of heard) all.push(one);
  return {
    types: all.map(({ data }) => data?.generate?.__typename ?? 'error'),
    text: all.map(({ data }) => data?.generate?.text ?? '').join(''),
    last: all.at(-1)?.data?.generate,
    errors: all.flatMap(({ errors = [] }) => errors),
  };
}

export const until = async (condition: () => boolean) => {
  while (!condition()) await sleep(2);
};
