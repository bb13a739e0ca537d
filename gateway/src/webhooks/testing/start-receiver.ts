import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

import { Webhook as Verifier } from 'standardwebhooks';

/** A message as a receiver sees it. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Somebody's server, which takes messages and answers as the test says. */
export interface Receiver extends AsyncDisposable {
  readonly url: string;
  readonly received: readonly Received[];
  /** The statuses of the next answers; afterwards 204. 0 is no answer at all. */
  answer(...statuses: number[]): void;
  /** What answers that are no success say from now on of when to come again, in seconds; null for nothing. */
  retryAfter(seconds: number | null): void;
  forget(): void;
}

export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  let statuses: number[] = [];
  let retryAfterSeconds: number | null = null;
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      received.push({ path: request.url ?? '', headers: request.headers, body });
      const status = statuses.shift() ?? 204;
      if (status === 0) return;
      // Whoever followed would find out what stands inside.
      if (status === 302) response.setHeader('location', '/elsewhere');
      if (status >= 300 && retryAfterSeconds !== null) response.setHeader('retry-after', retryAfterSeconds);
      response.writeHead(status).end(status === 204 ? undefined : 'Some secret of the receiver');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    answer: (...next) => void (statuses = next),
    retryAfter: (seconds) => void (retryAfterSeconds = seconds),
    forget: () => void (received.length = 0),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Verifies a message as receivers do, with the official library. @throws where it is not signed with the secret */
export function verify(secret: string, { body, headers }: Received): unknown {
  return new Verifier(secret).verify(body, headers as Record<string, string>);
}
