import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { USAGE_EXTENSION } from '@sluice/schema';

import { delta, finished, started, writing } from '../../testing/generation-events.js';
import {
  startStreamingUpstream,
  type StreamingUpstream,
  type UpstreamSubscription,
} from '../../testing/start-streaming-upstream.js';
import { startTestGateway, type TestGateway } from '../../testing/start-test-gateway.js';
import { codesOf, eventsOf, subscribe, type TestSubscription, until } from '../../testing/subscribe.js';

const QUERY = `subscription ($input: GenerateInput!, $key: ID!) {
  generate(input: $input, idempotencyKey: $key) {
    __typename
    ... on GenerationStarted { model }
    ... on GenerationDelta { piece: text }
    ... on GenerationRestarted { again: model }
    ... on GenerationFinished { generation { finishReason } }
  }
}`;

let first: StreamingUpstream;
let second: StreamingUpstream;
let gateway: TestGateway;

beforeAll(async () => {
  first = await startStreamingUpstream('generation');
  second = await startStreamingUpstream('generation');
  const targets = [
    { service: 'first', timeouts: { firstTokenMs: 300, idleMs: 300, outputMs: 2_000 } },
    { service: 'second', model: 'test-model' },
  ];
  gateway = await startTestGateway(
    { first: first.url, second: second.url },
    {
      routing: { retries: 0, breaker: { consecutiveFailures: 10_000, minimumRequests: 100_000 } },
      routes: [
        { capability: 'generation', model: 'restarting', restartStreams: true, retries: 0, targets },
        { capability: 'generation', retries: 0, targets },
      ],
    },
  );
});

afterEach(async () => {
  await until(() => first.open + second.open === 0);
  first.forget();
  second.forget();
});

afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await Promise.all([first[Symbol.asyncDispose](), second[Symbol.asyncDispose]()]);
});

let keys = 0;

function generate(model?: string, key = `key ${(keys += 1)}`, caller = gateway.key): TestSubscription {
  const input = { messages: [{ role: 'USER', content: 'Hello' }], ...(model !== undefined && { model }) };
  return subscribe(gateway, 'x', { query: QUERY, variables: { input, key }, key: caller });
}

const inBand = (code: string) => (subscription: UpstreamSubscription) => {
  subscription.next({
    data: { generate: null },
    errors: [{ message: 'x', path: ['generate'], extensions: { code } }],
  });
  subscription.complete();
};

const announced = (then: (subscription: UpstreamSubscription) => void) => (subscription: UpstreamSubscription) => {
  subscription.tell(started);
  then(subscription);
};

const WRITTEN_ONCE = [
  { __typename: 'GenerationStarted', model: 'test-model' },
  { __typename: 'GenerationDelta', piece: 'a' },
  { __typename: 'GenerationDelta', piece: 'b' },
  { __typename: 'GenerationFinished', generation: { finishReason: 'STOP' } },
];

describe('A stream that fails before its first token', () => {
  it.each<[string, (subscription: UpstreamSubscription) => void]>([
    ['with an error in its first event', inBand('PROVIDER_OVERLOADED')],
    [
      'with an error after it was announced',
      (subscription) => {
        subscription.tell(started);
        inBand('PROVIDER_ERROR')(subscription);
      },
    ],
    ['because it is cut', (subscription) => subscription.cut()],
    ['because it is cut after it was announced', announced(({ cut }) => cut())],
    ['because it ends after it was announced, as if whole', announced(({ complete }) => complete())],
    ['because it ends before it was announced, as if there were nothing to tell', ({ complete }) => complete()],
    ['by silence', () => {}],
    ['by silence after it was announced', announced(() => {})],
  ])('%s is begun at the next target, and the caller sees one beginning', async (_how, fault) => {
    first.onSubscription(fault);
    second.onSubscription(writing('a', 'b'));
    const { told, over } = generate();
    expect(await over).toBeNull();
    expect(codesOf(told)).toEqual([]);
    expect(eventsOf(told)).toEqual(WRITTEN_ONCE);
    // Nothing goes on writing for nobody.
    await until(() => first.open === 0);
  });

  it('is not begun elsewhere where the caller is wrong', async () => {
    first.onSubscription(inBand('BAD_USER_INPUT'));
    const { told, over } = generate();
    expect(await over).toBeNull();
    expect(codesOf(told)).toEqual(['BAD_USER_INPUT']);
    expect(second.subscriptions).toEqual([]);
  });

  it('tells what was tried when all have failed', async () => {
    first.onSubscription(inBand('PROVIDER_ERROR'));
    second.onSubscription(inBand('PROVIDER_OVERLOADED'));
    const { told, over } = generate();
    expect(await over).toBeNull();
    expect(told).toHaveLength(1);
    expect(told[0]?.errors?.[0]?.extensions).toMatchObject({
      code: 'ALL_TARGETS_FAILED',
      reason: 'PROVIDER_OVERLOADED',
      attempts: [
        { service: 'first', code: 'PROVIDER_ERROR' },
        { service: 'second', code: 'PROVIDER_OVERLOADED', model: 'test-model' },
      ],
    });
  });
});

describe('The end of a stream that goes well', () => {
  const usage = [{ model: 'test-model', inputTokens: 5, outputTokens: 3 }];
  const used = (subscription: UpstreamSubscription) => {
    subscription.tell(delta('a'));
    subscription.next({ data: { generate: finished('a') }, extensions: { [USAGE_EXTENSION]: usage } });
    subscription.complete();
  };

  it('tells what was tried, and what it took', async () => {
    first.onSubscription(inBand('PROVIDER_OVERLOADED'));
    second.onSubscription(used);
    const { told, over } = generate();
    expect(await over).toBeNull();
    expect(told.map(({ extensions }) => extensions)).toEqual([
      undefined,
      {
        attempts: [
          expect.objectContaining({ service: 'first', code: 'PROVIDER_OVERLOADED', billed: 'NO' }),
          expect.objectContaining({ service: 'second', code: 'OK', fallback: true, tokens: { input: 5, output: 3 } }),
        ],
      },
    ]);
  });

  it('tells nothing of it to callers who may not know', async () => {
    first.onSubscription(inBand('PROVIDER_OVERLOADED'));
    second.onSubscription(used);
    const { told, over } = generate(undefined, undefined, gateway.callerKey);
    expect(await over).toBeNull();
    expect(told).toHaveLength(2);
    expect(told.flatMap(({ extensions }) => extensions ?? [])).toEqual([]);
  });
});

describe('A stream that fails after its first token', () => {
  const cutAfter =
    (...pieces: string[]) =>
    (subscription: UpstreamSubscription) => {
      subscription.tell(started);
      for (const piece of pieces) subscription.tell(delta(piece));
      setTimeout(() => subscription.cut(), 20);
    };

  it('is never gone on with silently by another service', async () => {
    first.onSubscription(cutAfter('a'));
    second.onSubscription(writing('b'));
    const { told, over } = generate();
    expect(await over).toBeNull();
    expect(eventsOf(told)).toEqual(WRITTEN_ONCE.slice(0, 2));
    expect(codesOf(told)).toEqual(['STREAM_INTERRUPTED']);
    expect(second.subscriptions).toEqual([]);
  });

  const goOn = (subscription: UpstreamSubscription) => {
    const timer = setInterval(() => subscription.tell(delta('a')), 50);
    void subscription.ended.then(() => clearInterval(timer));
  };
  it.each([
    ['stalls', 'IDLE', (subscription: UpstreamSubscription) => void subscription.tell(delta('a'))],
    ['goes on and on', 'TOTAL', goOn],
  ])('that %s ends with its error', async (_, kind, write) => {
    first.onSubscription(announced(write));
    const { told, over } = generate();
    expect(await over).toBeNull();
    expect(eventsOf(told).slice(0, 2)).toEqual(WRITTEN_ONCE.slice(0, 2));
    expect(told.at(-1)?.errors).toMatchObject([{ extensions: { code: 'PROVIDER_TIMEOUT', kind } }]);
    await until(() => first.open === 0);
  });

  it('begins anew where the route allows it, and says so', async () => {
    first.onSubscription(cutAfter('x', 'y'));
    second.onSubscription(writing('a', 'b'));
    const { told, over } = generate('restarting');
    expect(await over).toBeNull();
    expect(codesOf(told)).toEqual([]);
    expect(eventsOf(told)).toEqual([
      { __typename: 'GenerationStarted', model: 'test-model' },
      { __typename: 'GenerationDelta', piece: 'x' },
      { __typename: 'GenerationDelta', piece: 'y' },
      { __typename: 'GenerationRestarted', again: 'test-model' },
      ...WRITTEN_ONCE.slice(1),
    ]);
  });
});

describe('A stream whose caller leaves', () => {
  it.each<[string, (subscription: UpstreamSubscription) => void]>([
    ['before its first token', () => {}],
    ['while it is written', (subscription) => void subscription.tell(delta('a'))],
  ])('%s is ended at the service, and begun nowhere else', async (_when, handler) => {
    first.onSubscription(handler);
    const { leave } = generate();
    await first.subscription(0);
    leave();
    await until(() => first.open === 0);
    expect(second.subscriptions).toEqual([]);
  });
});

describe('A stream of a key', () => {
  it('is attached to where it was begun, although another target would be asked first', async () => {
    first.onSubscription(inBand('PROVIDER_OVERLOADED'));
    second.onSubscription(writing('a'));
    await generate(undefined, 'mine').over;
    first.onSubscription(writing('never'));
    const { told, over } = generate(undefined, 'mine');
    expect(await over).toBeNull();
    expect(eventsOf(told)).toContainEqual({ __typename: 'GenerationDelta', piece: 'a' });
    expect(first.subscriptions).toHaveLength(1);
    expect(second.subscriptions).toHaveLength(2);
  });
});
