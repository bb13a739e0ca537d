import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as a vendor got it. */
export interface VendorRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** As JSON; the text itself where it is none. */
  readonly body: unknown;
  /** Resolves when the caller has closed the connection before the answer was complete. */
  readonly left: Promise<void>;
}

/** Answers one request, in whatever way is to be tried. */
export type VendorScript = (request: VendorRequest, response: ServerResponse) => void | Promise<void>;

/** A vendor that does as it is told, on a port of its own. */
export interface ScriptedVendor extends AsyncDisposable {
  readonly url: string;
  /** What came, oldest first. */
  readonly requests: readonly VendorRequest[];
  /** How the next requests are answered. */
  answer(script: VendorScript): void;
}

export async function startVendor(first: VendorScript = () => {}): Promise<ScriptedVendor> {
  let script = first;
  const requests: VendorRequest[] = [];
  const server = createServer((incoming, response) => {
    void readRequest(incoming, response).then((request) => {
      requests.push(request);
      return script(request, response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answer(next) {
      script = next;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function readRequest(incoming: IncomingMessage, response: ServerResponse): Promise<VendorRequest> {
  const left = new Promise<void>((resolve) => {
    response.once('close', () => response.writableFinished || resolve());
  });
  let text = '';
  for await (const chunk of incoming.setEncoding('utf8')) text += chunk as string;
  return { path: incoming.url ?? '', headers: incoming.headers, body: parse(text), left };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** An answer as JSON. */
export function sendJson(response: ServerResponse, body: unknown, status = 200, headers = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

/** How a stream ends: as it should, with the connection torn, or not at all. */
export type StreamEnd = 'end' | 'cut' | 'stall';

/** An answer as a stream of server-sent events, one a line as vendors send them. */
export function sendEvents(response: ServerResponse, lines: readonly string[], end: StreamEnd = 'end'): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const line of lines) response.write(`${line}\n\n`);
  if (end === 'end') response.end();
  // What was written is sent before the connection ends.
  if (end === 'cut') setTimeout(() => response.destroy(), 20);
}
