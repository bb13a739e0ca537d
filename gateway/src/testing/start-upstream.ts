import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

import { freePort } from './free-port.js';

/** What the upstream was asked. */
export interface UpstreamRequest {
  readonly headers: IncomingMessage['headers'];
  readonly body: { readonly query: string; readonly variables: Record<string, unknown> };
  /** Resolves when the caller goes away before it was answered. */
  readonly aborted: Promise<void>;
}

/** Answers a request: with JSON, or by hand on the raw response. */
export type UpstreamHandler = (request: UpstreamRequest, response: ServerResponse) => unknown;

/** A service for faults: it offers capabilities, and answers as the test says. */
export interface Upstream extends AsyncDisposable {
  readonly url: string;
  readonly requests: readonly UpstreamRequest[];
  /** Forgets the requests so far. */
  forget(): void;
  /** From now on requests are answered like this; what it returns is sent as JSON, `undefined` sends nothing. */
  answer(handler: UpstreamHandler): void;
  /** Ends it as a crash would: open connections are reset. */
  kill(): Promise<void>;
}

/** @param capabilities the names of the capabilities that `/health/ready` tells */
export function startUpstream(...capabilities: string[]): Promise<Upstream> {
  return startUpstreamAt(0, ...capabilities);
}

/** @param chosen 0 takes a free one that nobody is given by chance, so that it stays dead when it was killed */
export async function startUpstreamAt(chosen: number, ...capabilities: string[]): Promise<Upstream> {
  const requests: UpstreamRequest[] = [];
  let handler: UpstreamHandler = () => ({ data: null, errors: [{ message: 'The test gave no answer.' }] });
  const server = createServer((request, response) => {
    if (request.url === '/health/ready') return sendJson(response, healthOf(capabilities));
    void readJson(request).then(async (body) => {
      const aborted = new Promise<void>((resolve) => response.once('close', () => response.writableEnded || resolve()));
      const received = { headers: request.headers, body: body as UpstreamRequest['body'], aborted };
      requests.push(received);
      const answer = await handler(received, response);
      if (answer !== undefined) sendJson(response, answer);
    });
  });
  const port = chosen || (await freePort());
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const kill = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    forget: () => void requests.splice(0),
    answer: (next) => void (handler = next),
    kill,
    [Symbol.asyncDispose]: kill,
  };
}

function healthOf(capabilities: readonly string[]) {
  const price = { currency: 'USD', asOf: '2026-01-01', inputPerMillionTokens: 2, outputPerMillionTokens: 10 };
  const details = { 'other-model': { price } };
  const offered = capabilities.map((name) => [name, { models: ['test-model', 'other-model'], details }]);
  return { status: 'ready', name: 'upstream', version: '1.0.0', capabilities: Object.fromEntries(offered) };
}

function sendJson(response: ServerResponse, body: unknown): void {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(body));
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}
