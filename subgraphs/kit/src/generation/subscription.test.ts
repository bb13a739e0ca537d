import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { ServiceError } from '@sluice/schema';
import { HELLO, hearAll, startToy, subscribe, SUBSCRIPTION, until, WORDS } from './testing/start-toy-model.js';

describe('Subscription.generate', () => {
  it('tells each piece, then the whole', async () => {
    const { service } = await startToy();
    await using _ = service;
    const { types, text, last } = await hearAll(subscribe(service, 'k'));
    expect(types).toEqual(['GenerationStarted', ...WORDS.map(() => 'GenerationDelta'), 'GenerationFinished']);
    expect(text).toBe('Once upon a time');
    expect(last).toEqual({
      __typename: 'GenerationFinished',
      generation: { text: { content: text }, finishReason: 'STOP', usage: { outputTokens: 4 } },
    });
  });

  it('tells the first piece while the others are still to come', async () => {
    const { service, seen } = await startToy({ delayMs: 50 });
    await using _ = service;
    const heard = subscribe(service, 'k');
    expect((await heard.next()).value).toMatchObject({ data: { generate: { __typename: 'GenerationStarted' } } });
    expect((await heard.next()).value).toMatchObject({ data: { generate: { text: 'Once ' } } });
    expect(seen.running).toBe(1);
    await heard.return?.();
  });

  it('stops the model within milliseconds when its caller leaves', async () => {
    const { service, seen } = await startToy({ delayMs: 5_000 });
    await using _ = service;
    const heard = subscribe(service, 'k');
    const first = heard.next();
    await until(() => seen.running === 1);
    const leftAt = performance.now();
    await heard.return?.();
    await until(() => seen.running === 0);
    expect(seen.stoppedAt - leftAt).toBeLessThan(200);
    await first.catch(() => {});
  });

  it('begins with the error where the model never began', async () => {
    const error = new ServiceError('PROVIDER_OVERLOADED', 'Too busy.');
    const { service } = await startToy({ failAt: 0, error });
    await using _ = service;
    const { types, errors } = await hearAll(subscribe(service, 'k'));
    expect(types).toEqual(['error']);
    expect(errors).toMatchObject([{ message: 'Too busy.', extensions: { code: 'PROVIDER_OVERLOADED' } }]);
  });

  it('ends with STREAM_INTERRUPTED where the model breaks off, and does not tell why', async () => {
    const { service } = await startToy({ failAt: 2, error: new Error('canary-77') });
    await using _ = service;
    const { types, errors } = await hearAll(subscribe(service, 'k'));
    expect(types).toEqual(['GenerationStarted', 'GenerationDelta', 'GenerationDelta', 'error']);
    expect(errors[0]?.extensions).toMatchObject({ code: 'STREAM_INTERRUPTED', partialTokens: 2, resumable: false });
    expect(JSON.stringify(errors)).not.toContain('canary');
  });

  it('ends with STREAM_INTERRUPTED where the model falls silent', async () => {
    const { service } = await startToy({ delayMs: 100, deadlines: { idleMs: 30 } });
    await using _ = service;
    const { errors } = await hearAll(subscribe(service, 'k'));
    expect(errors[0]?.extensions).toMatchObject({ code: 'STREAM_INTERRUPTED', kind: 'IDLE', partialTokens: 1 });
  });

  it('ends with DEADLINE_EXCEEDED when the time that its caller grants is up', async () => {
    const { service, seen } = await startToy({ delayMs: 60 });
    await using _ = service;
    const { errors } = await hearAll(subscribe(service, 'k', HELLO, { 'sluice-timeout-ms': '100' }));
    expect(errors[0]?.extensions).toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    await until(() => seen.running === 0);
  });

  it('tells in band what is wrong with the input', async () => {
    const { service } = await startToy();
    await using _ = service;
    const bad = await hearAll(subscribe(service, 'k', { messages: [] }));
    expect(bad.errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
    const wrong = await hearAll(subscribe(service, 'k', { nope: 1 }));
    expect(wrong.errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('survives a crowd that leaves in the middle', async () => {
    const { service, seen } = await startToy({ delayMs: 10, concurrency: 50, words: Array(50).fill('x') });
    await using _ = service;
    await Promise.all(
      Array.from({ length: 30 }, async (_one, index) => {
        const heard = subscribe(service, `k${index}`);
        await heard.next();
        await heard.return?.();
      }),
    );
    await until(() => seen.running === 0);
    expect((await hearAll(subscribe(service, 'last'))).types.at(-1)).toBe('GenerationFinished');
  });
});

describe("The stream's door", () => {
  it.each([
    ['no token', { authorization: '' }, 401, 'UNAUTHENTICATED'],
    ['another type of answer', { accept: 'application/json' }, 400, 'BAD_USER_INPUT'],
  ])('stays shut for %s', async (_what, headers, status, code) => {
    const { service } = await startToy();
    await using _ = service;
    const response = await fetch(`${service.url}/graphql/stream`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        authorization: `Bearer ${service.token}`,
        ...headers,
      },
      body: JSON.stringify({ query: SUBSCRIPTION, variables: { input: HELLO, key: 'k' } }),
    });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code } }] });
  });

  it('lets a subscription end when the service ends, and tells why', async () => {
    const { service, seen } = await startToy({ delayMs: 100, words: Array(100).fill('x') });
    const heard = hearAll(subscribe(service, 'k'));
    await until(() => seen.running === 1);
    await sleep(150);
    await service[Symbol.asyncDispose]();
    const { errors } = await heard;
    expect(errors[0]?.extensions).toMatchObject({ code: 'STREAM_INTERRUPTED' });
  });
});
