import { once } from 'node:events';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { delta, GENERATE, started, variablesOf } from '../../testing/generation-events.js';
import { startStreamingUpstream, type StreamingUpstream } from '../../testing/start-streaming-upstream.js';
import { startTestGateway, type TestGateway } from '../../testing/start-test-gateway.js';
import { until } from '../../testing/subscribe.js';
import { openCaller, openRawSocket, openSubscriptions, type RawSocket } from '../testing/raw-socket.js';

let upstream: StreamingUpstream;
let gateway: TestGateway;

beforeAll(async () => {
  upstream = await startStreamingUpstream('generation');
  gateway = await startTestGateway(
    { upstream: upstream.url },
    { subscriptions: { initTimeoutMs: 400, perConnection: 5, connectionsPerPrincipal: 3 } },
  );
});

beforeEach(() => upstream.onSubscription((subscription) => void subscription.tell(started)));

afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
});

const subscribe = (id: string, query = GENERATE) => ({
  type: 'subscribe',
  id,
  payload: { query, variables: variablesOf(id.slice(0, 10)) },
});

const leave = async ({ socket, closed }: RawSocket) => {
  socket.close();
  await closed;
};

const codesIn = (payload: unknown) =>
  (payload as { extensions: { code: string } }[]).map(({ extensions }) => extensions.code);

describe('a WebSocket is closed with the code of the protocol', () => {
  it('4400 for what is no message, and for a binary one', async () => {
    for (const wrong of ['{', '[]', '{"type":"start"}', '{"type":"subscribe","id":"1"}', Buffer.from('{}')]) {
      const raw = await openCaller(gateway);
      raw.socket.send(wrong);
      expect((await raw.closed)[0]).toBe(4400);
    }
  });

  it('4401 for an operation before who calls is known', async () => {
    const raw = await openRawSocket(gateway);
    raw.say(subscribe('1'));
    expect(await raw.closed).toEqual([4401, 'Unauthorized']);
    expect(upstream.open).toBe(0);
  });

  it('4403 for a credential that is not valid', async () => {
    for (const authorization of ['Bearer nobody', 7, '', `Bearer ${gateway.key}x`]) {
      const raw = await openRawSocket(gateway);
      raw.say({ type: 'connection_init', payload: { authorization } });
      expect(await raw.closed).toEqual([4403, 'Forbidden']);
    }
  });

  it('4406 for another protocol, or none', async () => {
    const raw = await openRawSocket(gateway, { protocol: '' });
    expect((await raw.closed)[0]).toBe(4406);
    await expect(openRawSocket(gateway, { protocol: 'graphql-ws' })).rejects.toThrow('subprotocol');
  });

  it('4408 when nobody says who calls in time', async () => {
    const raw = await openRawSocket(gateway);
    expect((await raw.closed)[0]).toBe(4408);
  });

  it('4409 for an id that is in use, however long it is', async () => {
    for (const id of ['1', 'ü'.repeat(2_000)]) {
      const raw = await openCaller(gateway);
      raw.say(subscribe(id));
      raw.say(subscribe(id));
      const [code, reason] = await raw.closed;
      expect(code).toBe(4409);
      expect(reason).toContain('Subscriber for');
    }
    await until(() => upstream.open === 0);
  });

  it('4429 for a second initialisation', async () => {
    const raw = await openCaller(gateway);
    raw.say({ type: 'connection_init' });
    expect((await raw.closed)[0]).toBe(4429);
  });

  it('1009 for a message of 20 MB', async () => {
    const raw = await openCaller(gateway);
    raw.socket.on('error', () => {});
    raw.say(subscribe('1', 'x'.repeat(20 * 1024 * 1024)));
    expect((await raw.closed)[0]).toBe(1009);
  });
});

describe('an operation on a WebSocket', () => {
  it('is refused with its errors when it does not fit the schema, and the socket goes on', async () => {
    const raw = await openCaller(gateway);
    raw.say(subscribe('1', '{'));
    raw.say(subscribe('2', '{ nothing }'));
    raw.say(subscribe('3', 'subscription { generate { __typename } }'));
    raw.say({ type: 'subscribe', id: '4', payload: { query: '{ services { name } }' } });
    expect(codesIn((await raw.heard('error', '1')).payload)).toEqual(['GRAPHQL_PARSE_FAILED']);
    expect(codesIn((await raw.heard('error', '2')).payload)).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    expect(codesIn((await raw.heard('error', '3')).payload)).toContain('GRAPHQL_VALIDATION_FAILED');
    expect((await raw.heard('next', '4')).payload).toEqual({ data: { services: [{ name: 'upstream' }] } });
    await raw.heard('complete', '4');
    expect(raw.messages.filter(({ type }) => type === 'complete')).toHaveLength(1);
    await leave(raw);
  });

  it('may be a mutation', async () => {
    upstream.answer(() => ({ data: { generate: { finishReason: 'STOP' } } }));
    const raw = await openCaller(gateway);
    const query = `mutation ($input: GenerateInput!) { generate(input: $input) { finishReason } }`;
    raw.say({ type: 'subscribe', id: '1', payload: { query, variables: { input: variablesOf('m').input } } });
    expect((await raw.heard('next', '1')).payload).toMatchObject({ data: { generate: { finishReason: 'STOP' } } });
    await leave(raw);
  });

  it('ends at the upstream when its client completes it, and frees its id', async () => {
    const raw = await openCaller(gateway);
    const before = upstream.subscriptions.length;
    raw.say(subscribe('1'));
    await raw.heard('next', '1');
    raw.say({ type: 'complete', id: '1' });
    // In the same breath, before the first has been tidied up.
    raw.say({ type: 'subscribe', id: '1', payload: { query: GENERATE, variables: variablesOf('again') } });
    const again = await upstream.subscription(before + 1);
    await (
      await upstream.subscription(before)
    ).ended;
    again.tell(delta('of the second'));
    await until(() => raw.messages.some(({ payload }) => JSON.stringify(payload)?.includes('of the second')));
    expect(raw.messages.filter(({ type }) => type === 'complete')).toEqual([]);
    await leave(raw);
    await until(() => upstream.open === 0);
  });

  it('that is completed before it was answered leaves nothing behind', async () => {
    const raw = await openCaller(gateway);
    for (let round = 0; round < 20; round += 1) {
      raw.say(subscribe('1'));
      raw.say({ type: 'complete', id: '1' });
    }
    raw.say({ type: 'subscribe', id: '1', payload: { query: '{ services { name } }' } });
    await raw.heard('complete', '1');
    await until(() => upstream.open === 0);
    expect(await openSubscriptions(gateway)).toBe(0);
    await leave(raw);
  });

  it('beyond the limit is refused, also the 20,000th, and those that run go on', async () => {
    const raw = await openCaller(gateway);
    const before = upstream.subscriptions.length;
    for (let number = 0; number < 20_000; number += 1) raw.say(subscribe(String(number)));
    const refusals = () => raw.messages.filter(({ type }) => type === 'error');
    // The acknowledgement, and the refusals; what is counted at each look must be cheap.
    await until(() => raw.messages.length >= 19_996, 90_000);
    await until(() => refusals().length === 19_995);
    expect(codesIn(refusals().at(-1)?.payload)).toEqual(['RATE_LIMITED']);
    await until(() => upstream.open === 5);
    (await upstream.subscription(before)).tell(delta('still there'));
    await until(() => raw.messages.some(({ payload: told }) => JSON.stringify(told)?.includes('still there')));
    await leave(raw);
    await until(() => upstream.open === 0);
  }, 120_000);
});

describe('the sockets of one principal', () => {
  it('are limited: one too many is told to try again later, until another has left', async () => {
    const all = await Promise.all([openCaller(gateway), openCaller(gateway), openCaller(gateway)]);
    const tooMany = await openRawSocket(gateway);
    tooMany.say({ type: 'connection_init', payload: { authorization: `Bearer ${gateway.key}` } });
    expect(await tooMany.closed).toEqual([1013, 'RATE_LIMITED']);
    const other = await openRawSocket(gateway);
    other.say({ type: 'connection_init', payload: { authorization: `Bearer ${gateway.otherKey}` } });
    await other.heard('connection_ack');
    const [first] = all;
    await leave(first);
    await leave(await openCaller(gateway));
    for (const raw of [...all.slice(1), other]) await leave(raw);
  });

  it('may be told apart by the header of the upgrade as well', async () => {
    const raw = await openRawSocket(gateway, { headers: { authorization: `Bearer ${gateway.key}` } });
    raw.say({ type: 'connection_init' });
    await raw.heard('connection_ack');
    await leave(raw);
    const refused = openRawSocket(gateway, { headers: { authorization: 'Bearer nobody' } });
    await expect(refused).rejects.toThrow('401');
  });

  it('are not opened for pages of other origins', async () => {
    await expect(openRawSocket(gateway, { headers: { origin: 'https://evil.example' } })).rejects.toThrow('403');
    const raw = await openRawSocket(gateway, { headers: { origin: gateway.url } });
    raw.socket.close();
    await once(raw.socket, 'close');
  });
});
