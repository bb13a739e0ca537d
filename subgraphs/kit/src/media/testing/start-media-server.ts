import { createHash } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A request that the server got. */
export interface Exchange {
  readonly method: string | undefined;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

type Handler = (exchange: Exchange, response: ServerResponse) => unknown;

/** Stands in for the gateway's `/media/…`, with faults. */
export interface MediaServer extends AsyncDisposable {
  readonly origin: string;
  readonly exchanges: readonly Exchange[];
  /** From now on requests are answered like this; what it returns is the body of a 200. */
  answer(handler: Handler): void;
}

export const TENANT = '0123456789abcdef'.repeat(2);

/** The path, with a query, at which the gateway would have these bytes. */
export function pathOf(bytes: Buffer, extension = 'png'): string {
  const name = createHash('sha256').update(bytes).digest('hex');
  return `/media/${TENANT}/${name}.${extension}?expires=9999999999&key=k&signature=s`;
}

/** Answers every read with these bytes until the test says otherwise. */
export async function startMediaServer(bytes: Buffer = Buffer.alloc(0)): Promise<MediaServer> {
  const exchanges: Exchange[] = [];
  let handler: Handler = () => bytes;
  const server = createServer((request, response) => {
    void readExchange(request).then((exchange) => {
      exchanges.push(exchange);
      const body = handler(exchange, response);
      if (body !== undefined) response.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    exchanges,
    answer: (next) => void (handler = next),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function readExchange(request: IncomingMessage): Promise<Exchange> {
  const { method, url = '', headers } = request;
  return { method, url, headers, body: await buffer(request) };
}
