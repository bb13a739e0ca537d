import type { LLMock, Mountable } from '@copilotkit/aimock';
import { text } from 'node:stream/consumers';

interface Batch {
  readonly requests: readonly { readonly content: unknown }[];
}

/** Gives the emulator the one call of Gemini's embeddings that it lacks: many texts at once, made of one at a time. */
export function addBatchEmbeddings(mock: LLMock, model: string): void {
  const handler: Mountable = {
    async handleRequest(request, response) {
      const { requests } = JSON.parse(await text(request)) as Batch;
      const embeddings = await Promise.all(
        requests.map(async ({ content }) => {
          const answer = await fetch(`${mock.url}/v1beta/models/${model}:embedContent`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ content }),
          });
          return ((await answer.json()) as { readonly embedding: unknown }).embedding;
        }),
      );
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ embeddings }));
      return true;
    },
  };
  mock.mount(`/v1beta/models/${model}:batchEmbedContents`, handler);
}
