import { type IncomingMessage, type OutgoingHttpHeaders, request as httpRequest } from 'node:http';
import { text } from 'node:stream/consumers';

import { WebSocket } from 'ws';

/** What became of an operation that was sent with a credential. */
export interface Reception {
  /** The status of the answer, or of the answer to an upgrade; 101 when the WebSocket was opened. */
  readonly status: number;
  /** The code of the first error, or why the WebSocket was closed. */
  readonly code: string | undefined;
  readonly body: string;
  readonly headers: IncomingMessage['headers'];
  /** The code that a WebSocket was closed with. */
  readonly closeCode?: number;
}

/** Sends an operation to a gateway with these values of `Authorization`, each in a header of its own. */
export type Present = (gatewayUrl: string, authorization: readonly string[], path?: string) => Promise<Reception>;

const OPERATION = JSON.stringify({ query: '{ services { name } }' });

/** Every way in which an operation comes. */
export const TRANSPORTS: readonly (readonly [name: string, present: Present])[] = [
  ['HTTP', accepting('application/json')],
  ['server-sent events', accepting('text/event-stream')],
  ['multipart', accepting('multipart/mixed; subscriptionSpec=1.0, application/json')],
  ['the upgrade of a WebSocket', (url, authorization, path) => open(url, authorization, {}, path)],
  ['connection_init', (url, authorization, path) => open(url, [], initOf(authorization), path)],
];

/** A payload has no headers: of several values it holds the names in several spellings. */
function initOf(values: readonly string[]): Readonly<Record<string, string>> {
  const spellings = ['authorization', 'Authorization'];
  return Object.fromEntries(values.map((value, index) => [spellings[index] ?? `AUTHORIZATION`, value]));
}

function accepting(accept: string): Present {
  return (url, authorization, path = '/graphql') => post(`${url}${path}`, authorization, accept);
}

async function post(url: string, authorization: readonly string[], accept: string): Promise<Reception> {
  const headers: OutgoingHttpHeaders = { 'content-type': 'application/json', accept };
  // Node writes one header for each value.
  if (authorization.length > 0) headers['authorization'] = authorization as unknown as string;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    httpRequest(url, { method: 'POST', headers, agent: false }, resolve).on('error', reject).end(OPERATION);
  });
  const body = await text(response);
  return { status: response.statusCode ?? 0, code: codeIn(body), body, headers: response.headers };
}

function codeIn(body: string): string | undefined {
  return /"code":"([A-Z_]+)"/.exec(body)?.[1];
}

async function open(
  url: string,
  authorization: readonly string[],
  payload: Readonly<Record<string, string>>,
  path = '/graphql',
): Promise<Reception> {
  const headers = authorization.length > 0 ? { authorization: authorization as unknown as string } : {};
  const socket = new WebSocket(`${url.replace('http', 'ws')}${path}`, 'graphql-transport-ws', { headers });
  try {
    return await new Promise<Reception>((resolve, reject) => {
      const told = (message: string, more: Partial<Reception> = {}) =>
        resolve({ status: 101, code: codeIn(message), body: message, headers: {}, ...more });
      socket.on('unexpected-response', (_, response) => {
        void text(response).then((body) =>
          resolve({ status: response.statusCode ?? 0, code: undefined, body, headers: response.headers }),
        );
      });
      socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload })));
      socket.on('message', (data: Buffer) => {
        const message = data.toString('utf8');
        if (!message.includes('connection_ack')) return told(message);
        socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload: JSON.parse(OPERATION) as unknown }));
      });
      socket.on('close', (closeCode, reason) => told(reason.toString(), { closeCode }));
      socket.on('error', reject);
    });
  } finally {
    socket.terminate();
  }
}
