import { randomUUID } from 'node:crypto';

import type { FaultGateway, FaultModel } from './fault-gateway.js';

/** What is asked of the gateway. */
export type Asked = 'generation' | 'stream' | 'embedding' | 'batch of embeddings';

const GENERATION = '{ text { content } usage { inputTokens outputTokens } }';
const DOCUMENTS: Readonly<Record<Asked, string>> = {
  generation: `mutation ($input: GenerateInput!) { generate(input: $input) ${GENERATION} }`,
  stream: `subscription ($input: GenerateInput!, $key: ID!) { generate(input: $input, idempotencyKey: $key) {
    __typename ... on GenerationDelta { text } ... on GenerationFinished { generation ${GENERATION} } } }`,
  embedding: 'query ($text: String!, $model: String) { text(content: $text) { embedding(model: $model) { vector } } }',
  'batch of embeddings':
    'query ($texts: [String!]!, $model: String) { texts(contents: $texts) { embedding(model: $model) { vector } } }',
};

/** Asks for what was never asked for. */
export function ask(
  { sluice }: Pick<FaultGateway, 'sluice'>,
  { model, asked, signal }: { readonly model: FaultModel; readonly asked: Asked; readonly signal?: AbortSignal },
): Promise<Response> {
  const id = randomUUID();
  const input = { model, messages: [{ role: 'USER', content: `Write of ${id}` }] };
  const variables = { input, key: id, model, text: id, texts: [`one ${id}`, `two ${id}`] };
  return fetch(`${sluice.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: asked === 'stream' ? 'text/event-stream' : 'application/json',
      authorization: `Bearer ${sluice.keys()['developer']}`,
    },
    body: JSON.stringify({ query: DOCUMENTS[asked], variables }),
    ...(signal && { signal }),
  });
}
