import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { delta, finished, finishedWith, languageIs, started } from '../../testing/generation-events.js';
import { startStreamingUpstream, type StreamingUpstream } from '../../testing/start-streaming-upstream.js';
import { startTestGateway, type TestGateway } from '../../testing/start-test-gateway.js';
import { eventsOf, subscribe, type TestSubscription, until } from '../../testing/subscribe.js';

let upstream: StreamingUpstream;
let gateway: TestGateway;

async function start(reconnectMs: number): Promise<void> {
  upstream = await startStreamingUpstream('generation', 'language');
  upstream.answer(languageIs('en'));
  gateway = await startTestGateway({ upstream: upstream.url }, { subscriptions: { reconnectMs } });
}

const toldTo = ({ told }: TestSubscription, count: number) => until(() => told.length >= count);

beforeEach(() => start(60_000));

afterEach(async () => {
  await gateway[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
});

describe('a generation whose last reader was lost', () => {
  it('goes on, and tells one who comes back with its key everything', async () => {
    const lost = subscribe(gateway, 'key');
    const source = await upstream.subscription(0);
    source.tell(started);
    source.tell(delta('a'));
    await toldTo(lost, 2);
    lost.lose();
    await lost.over;
    source.tell(delta('b'));
    const back = subscribe(gateway, 'key');
    await toldTo(back, 3);
    source.tell(finished('ab'));
    source.complete();
    expect(await back.over).toBeNull();
    expect(eventsOf(back.told)).toEqual([started, delta('a'), delta('b'), finishedWith('ab', 'en')]);
    expect(upstream.subscriptions).toHaveLength(1);
  });

  it('has ended at once when the one who came back says that it is done', async () => {
    const lost = subscribe(gateway, 'key');
    const source = await upstream.subscription(0);
    source.tell(started);
    await toldTo(lost, 1);
    lost.lose();
    await lost.over;
    const back = subscribe(gateway, 'key');
    await toldTo(back, 1);
    back.leave();
    await source.ended;
    expect(upstream.open).toBe(0);
  });

  it('does not wait for ever', async () => {
    await gateway[Symbol.asyncDispose]();
    await upstream[Symbol.asyncDispose]();
    await start(50);
    const lost = subscribe(gateway, 'key');
    const source = await upstream.subscription(0);
    lost.lose();
    await source.ended;
    expect(upstream.open).toBe(0);
  });

  it('ends with the gateway', async () => {
    const lost = subscribe(gateway, 'key');
    const source = await upstream.subscription(0);
    lost.lose();
    await lost.over;
    await gateway.gateway.close();
    await source.ended;
    expect(upstream.open).toBe(0);
  });
});
