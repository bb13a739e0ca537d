import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { serviceTimeouts } from '../config/timeout-settings.js';
import { startStreamingUpstream, type StreamingUpstream } from '../testing/start-streaming-upstream.js';
import { until } from '../testing/subscribe.js';
import { createServiceStreams, type ServiceStreams, type ServiceStreamsOptions } from './service-stream.js';

const REQUEST = { query: 'subscription { generate }', variables: {}, operationName: undefined };
const ABOUT = {
  requestId: 'r',
  traceparent: '00-1-1-01',
  mediaOrigin: null,
  mediaWriteUrl: null,
  assertion: 'a.b.c',
  headers: {},
};

let upstream: StreamingUpstream;
let streams: ServiceStreams;

beforeEach(async () => {
  upstream = await startStreamingUpstream('generation');
  streams = createServiceStreams();
});

afterEach(async () => {
  await streams.close();
  await upstream[Symbol.asyncDispose]();
});

/** Other limits than usual. */
async function limit(options: ServiceStreamsOptions) {
  await streams.close();
  streams = createServiceStreams(options);
}

function open(url = upstream.url) {
  const timeouts = serviceTimeouts.parse({ connectMs: 500, headersMs: 500, totalMs: 500 });
  return streams.open(
    {
      key: 'upstream',
      instance: 'upstream',
      service: 'upstream',
      model: null,
      limitScope: '',
      url,
      token: null,
      timeouts,
    },
    REQUEST,
    ABOUT,
  );
}

const failure = (code: string, details = {}) => expect.objectContaining({ code, ...details });

describe('a stream of a service', () => {
  it('tells results until the service says that it is over, and then frees its connection', async () => {
    upstream.onSubscription((subscription) => {
      subscription.next({ data: { generate: 1 } });
      subscription.complete();
    });
    for (let round = 0; round < 10; round += 1) {
      const stream = open();
      expect(await stream.next()).toEqual({ data: { generate: 1 } });
      expect(await stream.next()).toBeNull();
      expect(streams.active).toBe(0);
    }
    // One that was just over may not have been free yet.
    expect(upstream.connections).toBeLessThan(5);
  });

  it('settles a waiting reader when it is closed', async () => {
    const stream = open();
    const waiting = stream.next();
    const source = await upstream.subscription(0);
    stream.close();
    await expect(waiting).rejects.toEqual(failure('CANCELLED'));
    await source.ended;
    expect(streams.active).toBe(0);
  });

  it('may be closed before anyone has asked for an event, and more than once', async () => {
    const stream = open();
    const source = await upstream.subscription(0);
    stream.close();
    stream.close();
    await source.ended;
    expect(streams.active).toBe(0);
  });

  it('that is silent for too long, without even a sign of life, has timed out', async () => {
    await limit({ idleMs: 100 });
    const stream = open();
    await expect(stream.next()).rejects.toEqual(failure('PROVIDER_TIMEOUT'));
    expect(streams.active).toBe(0);
    await until(() => upstream.open === 0);
  });

  it('that breaks off was interrupted, whatever it told before', async () => {
    upstream.onSubscription((subscription) => {
      subscription.next({ data: { generate: 1 } });
      setTimeout(() => subscription.cut(), 50);
    });
    const stream = open();
    expect(await stream.next()).toEqual({ data: { generate: 1 } });
    await expect(stream.next()).rejects.toEqual(failure('STREAM_INTERRUPTED'));
    expect(streams.active).toBe(0);
  });

  it('is refused an event that is too large, and ended', async () => {
    await limit({ maxEventBytes: 1_000 });
    upstream.onSubscription((subscription) => subscription.next({ data: { generate: 'x'.repeat(200_000) } }));
    await expect(open().next()).rejects.toEqual(failure('PROVIDER_BAD_RESPONSE'));
    expect(streams.active).toBe(0);
    await until(() => upstream.open === 0);
  });

  it('that cannot be reached fails before anything was sent', async () => {
    // Nothing may listen on a privileged port that no machine uses.
    await expect(open('http://127.0.0.1:1').next()).rejects.toEqual(failure('PROVIDER_CONNECTION_FAILED'));
    expect(streams.active).toBe(0);
  });

  it('is one of so many', async () => {
    await limit({ maxStreams: 2 });
    const [first] = [open(), open()];
    expect(open).toThrow(failure('OVERLOADED'));
    first?.close();
    expect(open().next).toBeInstanceOf(Function);
  });
});
