import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';

import { OPERATION_ATTACKS, type OperationAttack } from '../../testing/operation-attacks.js';
import { startTestGateway, type TestGateway } from '../../testing/start-test-gateway.js';
import { startUpstream, type Upstream } from '../../testing/start-upstream.js';

let upstream: Upstream;
let gateway: TestGateway;

beforeAll(async () => {
  upstream = await startUpstream('language', 'synthesis', 'summarization', 'generation');
  gateway = await startTestGateway({ upstream: upstream.url });
});

afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
});

interface Answer {
  /** Null over a WebSocket, which has none. */
  readonly status: number | null;
  readonly text: string;
}

/** For `application/json`, a refusal by validation has status 200 (GraphQL over HTTP, section 6.4.1). */
const RESPONSE = 'application/graphql-response+json';

/** Every way in which an operation comes. */
const TRANSPORTS: Readonly<Record<string, (attack: Pick<OperationAttack, 'query' | 'variables'>) => Promise<Answer>>> =
  {
    HTTP: (attack) => post('/graphql', RESPONSE, attack),
    'a distinct event stream': (attack) => post('/graphql/stream', 'text/event-stream', attack),
    'a multipart answer': (attack) => post('/graphql', `multipart/mixed; subscriptionSpec=1.0, ${RESPONSE}`, attack),
    'a WebSocket': overWebSocket,
  };

const BAD_REQUEST = 400;
const EXPECTED_STATUS: Readonly<Record<string, unknown>> = {
  HTTP: BAD_REQUEST,
  'a multipart answer': BAD_REQUEST,
  'a distinct event stream': expect.any(Number),
  'a WebSocket': null,
};

async function post(path: string, accept: string, attack: object): Promise<Answer> {
  const headers = { 'content-type': 'application/json', accept, authorization: `Bearer ${gateway.key}` };
  const response = await fetch(`${gateway.url}${path}`, { method: 'POST', headers, body: toJson(attack) });
  return { status: response.status, text: await response.text() };
}

/** `JSON.stringify` recurses: what is nested too deep for it is written by hand. */
function toJson({ query, variables = {} }: Partial<OperationAttack>): string {
  const written = Object.entries(variables).map(([name, value]) => `${JSON.stringify(name)}:${valueToJson(value)}`);
  return `{"query":${JSON.stringify(query)},"variables":{${written.join()}}}`;
}

function valueToJson(value: unknown): string {
  let levels = 0;
  let inner = value;
  while (Array.isArray(inner) && inner.length === 1) {
    levels += 1;
    inner = inner[0] as unknown;
  }
  return '['.repeat(levels) + JSON.stringify(inner) + ']'.repeat(levels);
}

async function overWebSocket(attack: Pick<OperationAttack, 'query' | 'variables'>): Promise<Answer> {
  const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const payload = { authorization: `Bearer ${gateway.key}` };
  try {
    return await new Promise<Answer>((resolve, reject) => {
      socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload })));
      socket.on('message', (data: Buffer) => {
        const text = data.toString('utf8');
        if (!text.includes('connection_ack')) resolve({ status: null, text });
        else socket.send(`{"id":"1","type":"subscribe","payload":${toJson(attack)}}`);
      });
      socket.on('close', (code, reason) => resolve({ status: null, text: `${code} ${reason.toString()}` }));
      socket.on('error', reject);
    });
  } finally {
    socket.terminate();
  }
}

describe.each(Object.keys(TRANSPORTS))('over %s', (transport) => {
  it.each(OPERATION_ATTACKS)('$title is refused before anything runs', async ({ code, ...attack }) => {
    const before = upstream.requests.length;
    const { status, text } = await TRANSPORTS[transport]!(attack);
    expect(text).toContain(`"code":"${code}"`);
    expect(text.length).toBeLessThan(2_048);
    expect(text).not.toMatch(/\.js:|node_modules|"stack|127\.0\.0\.1/);
    // Neither a WebSocket nor an event stream has a status for an operation.
    expect(status).toEqual(EXPECTED_STATUS[transport]);
    expect(upstream.requests).toHaveLength(before);
    expect((await gateway.query('{ text(content: "next") { content } }')).data).toEqual({ text: { content: 'next' } });
  });
});

describe('a document that has passed for one caller', () => {
  it('is measured again for another, whose role has other limits', async () => {
    const limits = { roles: { admin: { maxAliases: 200 } } };
    await using wider = await startTestGateway({ upstream: upstream.url }, { limits });
    const aliases = Array.from({ length: 100 }, (_, index) => `a${index}: content`).join(' ');
    const query = `{ text(content: "x") { ${aliases} } }`;
    const asAdmin = { 'content-type': 'application/json', authorization: `Bearer ${wider.otherKey}` };
    expect((await wider.query(query, {}, { headers: asAdmin })).errors).toEqual([]);
    const { errors } = await wider.query(query);
    expect(errors).toMatchObject([{ extensions: { code: 'OPERATION_TOO_LARGE', limit: { limit: 50, value: 100 } } }]);
  });
});
