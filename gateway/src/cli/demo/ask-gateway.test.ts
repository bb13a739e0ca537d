import { createServer, type RequestListener } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { type Answer, askGateway } from './ask-gateway.js';

/** Asks a gateway that answers so. */
async function ask(listener: RequestListener): Promise<Answer> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  const { signal } = new AbortController();
  try {
    return await askGateway({
      url: `http://127.0.0.1:${port}`,
      key: 'the-key',
      query: '{ a }',
      variables: { b: 1 },
      signal,
    });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('the demo asks the gateway', () => {
  it('as any client would', async () => {
    const { data } = await ask((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () =>
        response.end(JSON.stringify({ data: { path: request.url, key: request.headers.authorization, body } })),
      );
    });
    expect(data).toEqual({ path: '/graphql', key: 'Bearer the-key', body: '{"query":"{ a }","variables":{"b":1}}' });
  });

  it('and reads partial results with their errors', async () => {
    const error = {
      message: 'No service.',
      path: ['image', 'recognition'],
      extensions: { code: 'SERVICE_UNAVAILABLE' },
    };
    expect(
      await ask((_, response) => response.end(JSON.stringify({ data: { image: null }, errors: [error] }))),
    ).toEqual({
      data: { image: null },
      errors: ['image.recognition: No service. (SERVICE_UNAVAILABLE)'],
    });
  });

  it('and says so when it gets something else', async () => {
    await expect(ask((_, response) => response.writeHead(502).end('<html>'))).rejects.toThrow(
      'the gateway answered 502 and no GraphQL response',
    );
  });
});
