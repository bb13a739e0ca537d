import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';

import { GENERATE, started, variablesOf } from '../../testing/generation-events.js';
import { startStreamingUpstream, type StreamingUpstream } from '../../testing/start-streaming-upstream.js';
import { startTestGateway, type TestGateway } from '../../testing/start-test-gateway.js';
import { subscribe, until } from '../../testing/subscribe.js';

const ROUNDS = 1_000;
/** Rounds before the first look, in which caches fill; and how many clients come and go at the same time. */
const WARM_UP = 100;
const AT_ONCE = 10;
/** A closure that is kept for each round, with what hangs on it, is far more than this. */
const MOST_GROWTH_BYTES = 8 * 1024 * 1024;

let upstream: StreamingUpstream;
let gateway: TestGateway;

beforeAll(async () => {
  upstream = await startStreamingUpstream('generation', 'language');
  gateway = await startTestGateway({ upstream: upstream.url }, { subscriptions: { reconnectMs: 20 } });
});

afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
});

/** One client that comes, is told something, and goes, by the book or without a word. */
type Visit = (key: string) => Promise<void>;

const overWebSocket: Visit = async (key) => {
  const { told, over, leave } = subscribe(gateway, key);
  await until(() => told.length > 0);
  leave();
  await over;
};

const withoutAWord: Visit = async (key) => {
  const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const said = (type: string) =>
    new Promise<void>((resolve) => {
      const listen = (data: Buffer) => (JSON.parse(String(data)) as { type: string }).type === type && resolve();
      socket.on('message', listen);
    });
  await new Promise((resolve) => socket.once('open', resolve));
  const acknowledged = said('connection_ack');
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${gateway.key}` } }));
  await acknowledged;
  const told = said('next');
  socket.send(
    JSON.stringify({ id: '1', type: 'subscribe', payload: { query: GENERATE, variables: variablesOf(key) } }),
  );
  await told;
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.terminate();
  await closed;
};

const overHttp =
  (accept: string): Visit =>
  async (key) => {
    const leaving = new AbortController();
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${gateway.key}`, accept },
      body: JSON.stringify({ query: GENERATE, variables: variablesOf(key) }),
      signal: leaving.signal,
    });
    const reader = response.body?.getReader();
    let text = '';
    while (!text.includes('test-model')) text += Buffer.from((await reader?.read())?.value ?? []).toString('utf8');
    leaving.abort();
    await reader?.closed.catch(() => {});
  };

const VISITS = [
  overWebSocket,
  withoutAWord,
  overHttp('text/event-stream'),
  overHttp('multipart/mixed;subscriptionSpec=1.0'),
];

async function visit(rounds: number, name: string): Promise<void> {
  for (let round = 0; round < rounds; round += AT_ONCE) {
    const visits = Array.from({ length: AT_ONCE }, (_, index) => VISITS[(round + index) % VISITS.length]);
    await Promise.all(visits.map((come, index) => come?.(`${name}-${round + index}`)));
    upstream.forget();
  }
}

/** Timers and sockets that hold the process. */
function resources(): Record<string, number> {
  const counts: Record<string, number> = { Timeout: 0, TCPSocketWrap: 0 };
  for (const kind of process.getActiveResourcesInfo()) if (kind in counts) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

const gauge = async (name: string) => {
  const text = await (await fetch(`${gateway.url}/metrics`)).text();
  return Number(new RegExp(`^sluice_gateway_${name} (\\S+)`, 'm').exec(text)?.[1]);
};

const isEmpty = async () => (await gauge('subscriptions')) === 0 && (await gauge('subscription_upstreams')) === 0;

function heapBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  return process.memoryUsage().heapUsed;
}

describe('a thousand clients that come and go by all transports', () => {
  it('leave no upstream, timer or socket behind, and the heap where it was', async () => {
    let opened = 0;
    upstream.onSubscription((subscription) => {
      opened += 1;
      subscription.tell(started);
    });
    await visit(WARM_UP, 'warm');
    await untilEmpty();
    const [heap, held] = [heapBytes(), resources()];

    opened = 0;
    await visit(ROUNDS, 'round');
    await untilEmpty();
    expect(opened).toBe(ROUNDS);
    expect(heapBytes() - heap).toBeLessThan(MOST_GROWTH_BYTES);
    // Idle connections of either measurement come and go; a thousand do not.
    const isLeft = (kind: string) => (resources()[kind] ?? 0) > (held[kind] ?? 0) + 40;
    await until(() => !isLeft('Timeout') && !isLeft('TCPSocketWrap'));
  }, 180_000);
});

async function untilEmpty(): Promise<void> {
  while (!(await isEmpty())) await new Promise((resolve) => setTimeout(resolve, 20));
  await until(() => upstream.open === 0);
}
