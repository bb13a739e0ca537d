import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { describe, expect, it } from '@jest/globals';

import { NO_HOOKS } from '../../middleware/hooks.js';
import { delta, GENERATE, started, variablesOf } from '../../testing/generation-events.js';
import { startStreamingUpstream } from '../../testing/start-streaming-upstream.js';
import { startTestGateway } from '../../testing/start-test-gateway.js';
import { until } from '../../testing/subscribe.js';
import { openCaller, openRawSocket, openSubscriptions } from '../testing/raw-socket.js';

const subscription = (id: string) => ({
  type: 'subscribe',
  id,
  payload: { query: GENERATE, variables: variablesOf(id) },
});

describe('a WebSocket that stays', () => {
  it('is asked for a sign of life, and cut when it gives none', async () => {
    await using upstream = await startStreamingUpstream('generation');
    await using gateway = await startTestGateway({ upstream: upstream.url }, { subscriptions: { pingMs: 200 } });
    const living = await openCaller(gateway);
    const dead = await openCaller(gateway, { autoPong: false });
    let pings = 0;
    living.socket.on('ping', () => (pings += 1));
    dead.say(subscription('1'));
    await upstream.subscription(0);
    expect((await dead.closed)[0]).toBe(1006);
    await until(() => upstream.open === 0 && pings > 3);
    expect(living.socket.readyState).toBe(living.socket.OPEN);
    living.say({ type: 'ping', payload: { of: 'the client' } });
    expect((await living.heard('pong')).payload).toEqual({ of: 'the client' });
  });

  it('is ended when its reader takes nothing, however much was to be told', async () => {
    await using upstream = await startStreamingUpstream('generation');
    const subscriptions = { slowReaderMs: 300, pingMs: 60_000 };
    await using gateway = await startTestGateway({ upstream: upstream.url }, { subscriptions });
    const slow = await openCaller(gateway);
    slow.say(subscription('1'));
    slow.socket.pause();
    const told = await upstream.subscription(0);
    const piece = 'x'.repeat(64 * 1024);
    const flood = setInterval(() => told.isOpen && told.tell(delta(piece)), 1);
    await told.ended;
    clearInterval(flood);
    expect(await openSubscriptions(gateway)).toBe(0);
    slow.socket.resume();
    expect([1006, 1013]).toContain((await slow.closed)[0]);
  });

  it('is not read any further while its answers wait, and answered in full when they are read', async () => {
    await using upstream = await startStreamingUpstream('generation');
    await using gateway = await startTestGateway({ upstream: upstream.url });
    const flooding = await openCaller(gateway);
    flooding.socket.pause();
    // Each is answered with a pong of the same size: what is not taken waits here, not in the gateway.
    const ping = { type: 'ping', payload: { text: 'x'.repeat(256 * 1024) } };
    for (let sent = 0; sent < 200; sent += 1) flooding.say(ping);
    let waiting = 0;
    let unchanged = 0;
    while (unchanged < 10) {
      await sleep(20);
      unchanged = waiting === flooding.socket.bufferedAmount ? unchanged + 1 : 0;
      waiting = flooding.socket.bufferedAmount;
    }
    expect(waiting).toBeGreaterThan(20 * 1024 * 1024);
    flooding.socket.resume();
    await until(() => flooding.messages.filter(({ type }) => type === 'pong').length === 200);
    flooding.socket.terminate();
  });

  it('is closed with 4401 when the credential of its caller expires', async () => {
    await using upstream = await startStreamingUpstream('generation');
    upstream.onSubscription((opened) => void opened.tell(started));
    const hooks = {
      ...NO_HOOKS,
      onPrincipal: async <Caller extends object>(principal: Caller) => ({
        ...principal,
        expiresAt: Date.now() + 500,
      }),
    };
    await using gateway = await startTestGateway({ upstream: upstream.url }, { hooks });
    const raw = await openCaller(gateway);
    raw.say(subscription('1'));
    expect(await raw.closed).toEqual([4401, 'UNAUTHENTICATED']);
    await until(() => upstream.open === 0);
  });

  it('keeps nothing of clients that come and go quickly', async () => {
    await using upstream = await startStreamingUpstream('generation');
    await using gateway = await startTestGateway({ upstream: upstream.url });
    for (let round = 0; round < 20; round += 1) {
      const all = await Promise.all(Array.from({ length: 15 }, () => openCaller(gateway)));
      for (const [index, raw] of all.entries()) {
        raw.say(subscription(`${round}-${index}`));
        if (index % 3 === 0) raw.socket.terminate();
        else raw.socket.close();
      }
      await Promise.all(all.map(({ closed }) => closed));
    }
    await until(() => upstream.open === 0);
    expect(await openSubscriptions(gateway)).toBe(0);
  });

  it('may end in the middle of its handshake', async () => {
    await using upstream = await startStreamingUpstream('generation');
    await using gateway = await startTestGateway({ upstream: upstream.url });
    const { hostname, port } = new URL(gateway.url);
    for (const said of ['GET /graphql HTTP/1.1\r\nUpgrade: web', 'GET /graphql HTTP/1.1\r\nHost: x\r\n\r\n']) {
      const socket = connect(Number(port), hostname);
      socket.on('error', () => {});
      await new Promise<void>((resolve) => socket.write(said, () => resolve()));
      socket.destroy();
    }
    (await openRawSocket(gateway)).socket.terminate();
    expect((await gateway.query('{ services { name } }')).errors).toEqual([]);
  });
});

describe('a gateway that stops', () => {
  it('ends subscriptions with SHUTTING_DOWN, lets queries end, then closes the sockets', async () => {
    await using upstream = await startStreamingUpstream('generation', 'language');
    upstream.onSubscription((opened) => void opened.tell(started));
    let answer = () => {};
    const asked = new Promise<void>((resolve) => {
      upstream.answer(() => {
        resolve();
        return new Promise((go) => {
          answer = () => go({ data: { generate: { finishReason: 'STOP' } } });
        });
      });
    });
    const gateway = await startTestGateway({ upstream: upstream.url });
    const raw = await openCaller(gateway);
    raw.say(subscription('stream'));
    await raw.heard('next', 'stream');
    const query = 'mutation ($input: GenerateInput!) { generate(input: $input) { finishReason } }';
    raw.say({ type: 'subscribe', id: 'work', payload: { query, variables: { input: variablesOf('m').input } } });
    await asked;
    const closing = gateway[Symbol.asyncDispose]();
    await raw.heard('complete', 'stream');
    const last = raw.messages.filter(({ type, id }) => type === 'next' && id === 'stream').at(-1);
    expect(last?.payload).toMatchObject({ errors: [{ extensions: { code: 'SHUTTING_DOWN' } }] });
    raw.say(subscription('late'));
    expect((await raw.heard('error', 'late')).payload).toMatchObject([{ extensions: { code: 'SHUTTING_DOWN' } }]);
    answer();
    expect((await raw.heard('next', 'work')).payload).toMatchObject({ data: { generate: { finishReason: 'STOP' } } });
    expect(await raw.closed).toEqual([1001, 'SHUTTING_DOWN']);
    await closing;
    expect(upstream.open).toBe(0);
  });
});
