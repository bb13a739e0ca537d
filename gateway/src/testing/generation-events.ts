import type { UpstreamSubscription } from './start-streaming-upstream.js';

/** The operation that the tests subscribe to: its last event has a field that another capability answers. */
export const GENERATE = `subscription Generate($input: GenerateInput!, $key: ID!) {
  generate(input: $input, idempotencyKey: $key) {
    __typename
    ... on GenerationStarted { model }
    ... on GenerationDelta { piece: text }
    ... on GenerationFinished { generation { finishReason text { content language { code } } } }
  }
}`;

export const variablesOf = (key: string) => ({ input: { messages: [{ role: 'USER', content: 'Hello' }] }, key });

export const started = { __typename: 'GenerationStarted', model: 'test-model' };
export const delta = (piece: string) => ({ __typename: 'GenerationDelta', piece });
export const finished = (content: string) => ({
  __typename: 'GenerationFinished',
  generation: { finishReason: 'STOP', text: { __typename: 'Text', content } },
});

/** What a client is told of `finished`, with the joined field. */
export const finishedWith = (content: string, code: string | null) => ({
  __typename: 'GenerationFinished',
  generation: { finishReason: 'STOP', text: { content, language: code === null ? null : { code } } },
});

/** Answers `Text.language` of every representation. */
export const languageIs = (code: string) => (body: { variables: Record<string, unknown> }) => ({
  data: {
    _entities: (body.variables['representations'] as unknown[]).map(() => ({
      language: { code, confidence: 1, alternatives: [], model: 'm' },
    })),
  },
});

/** Writes these pieces, and all that belongs around them. */
export const writing =
  (...pieces: string[]) =>
  (subscription: UpstreamSubscription) => {
    subscription.tell(started);
    for (const piece of pieces) subscription.tell(delta(piece));
    subscription.tell(finished(pieces.join('')));
    subscription.complete();
  };
