import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { createHooks } from '../../middleware/create-hooks.js';
import {
  delta,
  finished,
  finishedWith,
  GENERATE,
  languageIs,
  started,
  variablesOf,
} from '../../testing/generation-events.js';
import { startStreamingUpstream, type StreamingUpstream } from '../../testing/start-streaming-upstream.js';
import { startTestGateway, type TestGateway } from '../../testing/start-test-gateway.js';
import { codesOf, eventsOf, subscribe, type TestSubscription, until } from '../../testing/subscribe.js';

let upstream: StreamingUpstream;
let gateway: TestGateway;

beforeEach(async () => {
  upstream = await startStreamingUpstream('generation', 'language');
  upstream.answer(languageIs('en'));
  gateway = await startTestGateway({ upstream: upstream.url });
});

afterEach(async () => {
  await gateway[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
});

/** Waits until a subscriber was told so many results. */
const toldTo = ({ told }: TestSubscription, count: number) => until(() => told.length >= count);

const mostFrequent = (keys: readonly string[]) =>
  keys.toSorted((one, other) => countOf(keys, other) - countOf(keys, one))[0];
const countOf = (keys: readonly string[], key: string) => keys.filter((each) => each === key).length;

describe('an upstream', () => {
  it('is shared by equal subscriptions of one principal, each of which is told everything', async () => {
    const first = subscribe(gateway, 'same');
    const source = await upstream.subscription(0);
    source.tell(started);
    source.tell(delta('a'));
    await toldTo(first, 2);
    const second = subscribe(gateway, 'same');
    await toldTo(second, 2);
    source.tell(delta('b'));
    source.tell(finished('ab'));
    source.complete();
    expect(await Promise.all([first.over, second.over])).toEqual([null, null]);
    expect(eventsOf(second.told)).toEqual([started, delta('a'), delta('b'), finishedWith('ab', 'en')]);
    expect(first.told).toEqual(second.told);
    expect(upstream.subscriptions).toHaveLength(1);
  });

  it('is never shared by two principals, nor by different operations', async () => {
    const mine = subscribe(gateway, 'same');
    const theirs = subscribe(gateway, 'same', { key: gateway.otherKey });
    const another = subscribe(gateway, 'other');
    await upstream.subscription(2);
    expect(upstream.subscriptions).toHaveLength(3);
    for (const { leave } of [mine, theirs, another]) leave();
  });

  it('is never shared by two credentials of one principal whose permissions differ', async () => {
    const hooks = createHooks({
      timeoutMs: 5_000,
      middleware: [
        {
          name: 'permissions',
          onPrincipal: (principal, { headers }) => ({
            ...principal,
            permissions: String(headers['x-permissions']).split(' '),
          }),
        },
      ],
    });
    await using own = await startTestGateway({ upstream: upstream.url }, { hooks });
    const leaving = new AbortController();
    const ask = (permissions: string) =>
      fetch(`${own.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'text/event-stream',
          authorization: `Bearer ${own.key}`,
          'x-permissions': permissions,
        },
        body: JSON.stringify({ query: GENERATE, variables: variablesOf('same') }),
        signal: leaving.signal,
      });
    await Promise.all([
      ask('context:generate context:identify-language'),
      ask('context:generate'),
      ask('context:generate context:identify-language'),
    ]);
    const metrics = await (await fetch(`${own.url}/metrics`)).text();
    expect(/^sluice_gateway_subscription_upstreams (\d+)$/m.exec(metrics)?.[1]).toBe('2');
    leaving.abort();
  });

  it('ends when the last reader leaves, also while it is silent', async () => {
    const readers = [subscribe(gateway, 'silent'), subscribe(gateway, 'silent')];
    const source = await upstream.subscription(0);
    source.tell(started);
    await Promise.all(readers.map((reader) => toldTo(reader, 1)));
    readers[0]?.leave();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(source.isOpen).toBe(true);
    readers[1]?.leave();
    await source.ended;
  });

  it('is told who asks, and gets only the variables that it needs', async () => {
    const query = GENERATE.replace('($input', '($unused: Boolean! = true, $input').replace(
      'language {',
      'language @include(if: $unused) {',
    );
    const reader = subscribe(gateway, 'headers', { query });
    const { headers, variables } = await upstream.subscription(0);
    expect(headers).toMatchObject({
      authorization: 'Bearer the-token-of-the-tests',
      accept: 'text/event-stream',
      'sluice-request-id': expect.any(String),
      traceparent: expect.stringMatching(/^00-/),
    });
    expect(variables).toEqual({ context0_input: variablesOf('').input, idempotencyKey0: expect.any(String) });
    reader.leave();
  });

  it('has a key of its own for each principal, and the same for all subscriptions of one', async () => {
    const ask = (query: string, key: string, variables: Record<string, unknown> = variablesOf('same')) =>
      subscribe(gateway, 'same', { query, key, variables });
    const { input } = variablesOf('same');
    const asks = [
      ask(GENERATE, gateway.key),
      ask(GENERATE.replace('GenerationStarted { model }', 'GenerationStarted { m: model }'), gateway.key),
      ask(GENERATE.replace('$key: ID!', '$key: ID! = "same"'), gateway.key, { input }),
      ask(GENERATE.replace(', $key: ID!', '').replace('$key', '"same"'), gateway.key, { input }),
      ask(GENERATE, gateway.otherKey),
      ask(GENERATE, gateway.key, variablesOf('other')),
    ];
    // The key as a variable, its default and a literal make one subscription: they share its upstream.
    await upstream.subscription(3);
    for (const source of upstream.subscriptions) source.tell(delta('a'));
    await Promise.all(asks.map((reader) => toldTo(reader, 1)));
    const keys = upstream.subscriptions.map(({ variables }) => String(variables['idempotencyKey0']));
    expect(keys).toHaveLength(4);
    expect(new Set(keys).size).toBe(3);
    expect(keys.filter((key) => key === mostFrequent(keys))).toHaveLength(2);
    expect(JSON.stringify(upstream.subscriptions.map(({ query, variables }) => [query, variables]))).not.toContain(
      '"same"',
    );
    for (const { leave } of asks) leave();
  });

  it.each([
    ['is empty', ''],
    ['is blank', '  '],
    ['is too long', 'x'.repeat(201)],
  ])('is not opened for an idempotency key that %s', async (_, key) => {
    const { over, told } = subscribe(gateway, key);
    expect(await over).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', inputPath: ['idempotencyKey'] } }]);
    expect(told).toEqual([]);
    expect(upstream.subscriptions).toEqual([]);
  });

  it('that breaks off is a coded error, after what it told', async () => {
    const reader = subscribe(gateway, 'cut');
    const source = await upstream.subscription(0);
    source.tell(delta('a'));
    await toldTo(reader, 1);
    source.cut();
    expect(await reader.over).toBeNull();
    expect(eventsOf(reader.told)).toEqual([delta('a')]);
    expect(codesOf(reader.told)).toEqual(['STREAM_INTERRUPTED']);
  });

  it.each([
    [
      'refuses with a code',
      200,
      { errors: [{ message: 'Full.', extensions: { code: 'OVERLOADED' } }] },
      'PROVIDER_OVERLOADED',
    ],
    [
      'refuses what was planned',
      400,
      { errors: [{ message: 'x', extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] },
      'PROVIDER_BAD_RESPONSE',
    ],
    ['is no service at all', 200, '<html>10.0.0.1</html>', 'PROVIDER_BAD_RESPONSE'],
    ['is away behind its proxy', 502, '<html>10.0.0.1</html>', 'PROVIDER_ERROR'],
  ])('that %s is a coded error', async (_, status, body, code) => {
    upstream.refuse(status, typeof body === 'string' ? body : JSON.stringify(body));
    const { told, over } = subscribe(gateway, 'refused');
    expect(await over).toBeNull();
    expect(codesOf(told)).toEqual([code]);
    expect(JSON.stringify(told)).not.toContain('10.0.0.1');
  });

  it('is not opened for a field under a condition, and says so in the place of the operation alone', async () => {
    const query = 'subscription ($yes: Boolean!) { services @include(if: $yes) { name } }';
    const { over, told } = subscribe(gateway, '', { query, variables: { yes: true } });
    expect(await over).toMatchObject([
      { extensions: { code: 'GRAPHQL_VALIDATION_FAILED', requestId: expect.any(String) } },
    ]);
    expect(told).toEqual([]);
    const { status, errors } = await gateway.query(query, { yes: true });
    expect([status, errors[0]?.extensions['code']]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
  });

  it('that nobody offers is refused before anything is told', async () => {
    await using lonely = await startStreamingUpstream('language');
    await using without = await startTestGateway({ lonely: lonely.url });
    const { over, told } = subscribe(without, 'nobody');
    expect(await over).toMatchObject([{ extensions: { code: 'UNSUPPORTED_CAPABILITY' } }]);
    expect(told).toEqual([]);
  });
});
