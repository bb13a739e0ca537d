import type { ServiceHealth } from '@sluice/schema';
import { type DocumentNode, parse } from 'graphql';

import type { StreamEvent, UpstreamProtocol, UpstreamRequest } from './exchange.js';
import { projectSelection } from './project-selection.js';

export interface ServiceProtocolOptions {
  /** The service's name, and the first word of all that it writes. */
  readonly name: string;
  /** @default 'test-model' */
  readonly model?: string;
  /** What one request costs: as many tokens read, and as many written. */
  readonly tokens?: { readonly input: number; readonly output: number };
}

/** What the gateway and its services speak: generation and embeddings, of a service that is made up. */
export function createServiceProtocol({
  name,
  model = 'test-model',
  tokens = { input: 5, output: 3 },
}: ServiceProtocolOptions): UpstreamProtocol {
  const offered = { models: [model] };
  const health: ServiceHealth = {
    status: 'ready',
    name,
    version: '1.0.0',
    capabilities: { generation: offered, embeddings: offered },
  };
  const values = { name, model, tokens };
  return {
    describe: (path) => (path === '/health/ready' ? health : undefined),
    answer(request) {
      const document = parse(String(request.body['query']));
      if (request.path === '/graphql/stream') return { kind: 'stream', events: eventsOf(document, values) };
      if (request.path !== '/graphql') return null;
      const calls = representationsOf(request).length || 1;
      const total = calls * (tokens.input + (representationsOf(request).length > 0 ? 0 : tokens.output));
      return { kind: 'whole', body: { data: projectSelection(document, rootOf(request, values)) }, tokens: total };
    },
    refusal: (status, message) => ({ errors: [{ message, extensions: { code: `STATUS_${status}` } }] }),
    // What a service says beside a code of ours is its own word to callers.
    errorEvent: () => next({ errors: [{ message: 'Too busy.', extensions: { code: 'PROVIDER_OVERLOADED' } }] }),
  };
}

type Values = Required<ServiceProtocolOptions>;

const next = (result: unknown) => `event: next\ndata: ${JSON.stringify(result)}\n\n`;

function representationsOf({ body }: UpstreamRequest): readonly unknown[] {
  const { representations } = body['variables'] as { representations?: readonly unknown[] };
  return representations ?? [];
}

function rootOf(request: UpstreamRequest, values: Values) {
  const embedding = { ...modelOf(values, 0), __typename: 'Embedding', vector: [1, 0], dimensions: 2 };
  return {
    __typename: 'Mutation',
    generate: generationOf(values),
    _entities: representationsOf(request).map(() => ({ __typename: 'Text', embedding })),
  };
}

function modelOf({ model, tokens }: Values, outputTokens: number) {
  const usage = {
    inputTokens: tokens.input,
    outputTokens,
    inputCharacters: null,
    inputPixels: null,
    audioSeconds: null,
    cachedInputTokens: null,
  };
  return { model, usage: { __typename: 'Usage', ...usage } };
}

const piecesOf = ({ name, tokens }: Values) => [name, ...Array.from({ length: tokens.output - 1 }, () => ' word')];

function generationOf(values: Values) {
  return {
    ...modelOf(values, values.tokens.output),
    __typename: 'Generation',
    text: { __typename: 'Text', content: piecesOf(values).join('') },
    json: null,
    finishReason: 'STOP',
    toolCalls: [],
  };
}

/** The beginning costs what was read, each piece one token more. */
function eventsOf(document: DocumentNode, values: Values): StreamEvent[] {
  const tell = (event: object, tokens: number) => ({
    text: next({ data: projectSelection(document, { generate: event }) }),
    tokens,
  });
  return [
    tell({ __typename: 'GenerationStarted', model: values.model }, values.tokens.input),
    ...piecesOf(values).map((text) => tell({ __typename: 'GenerationDelta', text }, 1)),
    tell({ __typename: 'GenerationFinished', generation: generationOf(values) }, 0),
    { text: 'event: complete\ndata:\n\n', tokens: 0 },
  ];
}
