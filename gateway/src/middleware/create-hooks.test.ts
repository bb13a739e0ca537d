import { describe, expect, it } from '@jest/globals';
import { ServiceError } from '@sluice/schema';
import { silentLogger } from '@sluice/telemetry';

import type { ArrivingRequest } from '../identity/credentials.js';
import type { Principal } from '../identity/principal.js';
import { createHooks } from './create-hooks.js';
import type { HookScope, OperationScope } from './hooks.js';
import type { Middleware, OutgoingCall } from './middleware.js';

const principal: Principal = { id: 'somebody', tenant: 'default', kind: 'api-key', roles: [], permissions: [] };
const request: ArrivingRequest = {
  method: 'POST',
  path: '/graphql',
  headers: {},
  address: '127.0.0.1',
  transport: 'http',
};
const call: OutgoingCall = { capability: 'embeddings', service: 'encoder', coordinates: ['Text.embedding'], items: 2 };
const patient = () => new AbortController().signal;
const scopeWith = (signal = patient()): OperationScope => ({
  requestId: 'r1',
  logger: silentLogger,
  signal,
  principal,
});
const hooksOf = (...middleware: Omit<Middleware, 'name'>[]) =>
  createHooks({ middleware: middleware.map((hooks, index) => ({ name: `m${index}`, ...hooks })), timeoutMs: 100 });
const refusal = (promise: Promise<unknown> | undefined) =>
  Promise.resolve(promise).then(
    () => 'passed',
    (error: unknown) => (error instanceof ServiceError ? error.code : String(error)),
  );
const arrive = (middleware: Omit<Middleware, 'name'>, scope: HookScope = scopeWith()) =>
  refusal(hooksOf(middleware).onRequest?.(request, scope));

describe('the hooks of a gateway', () => {
  it('are null in a phase that nobody listens to', () => {
    const hooks = hooksOf({ onAdmit: () => {} });
    expect(hooks.onAdmit).not.toBeNull();
    expect([hooks.onRequest, hooks.onPrincipal, hooks.onContext, hooks.onCall, hooks.onResponse]).toEqual(
      Array(5).fill(null),
    );
  });

  it('run in the order of the configuration, each on what the one before made of it', async () => {
    const add = (role: string) => ({
      onPrincipal: (who: Principal) => ({ ...who, id: `${who.id}+${role}` }),
    });
    const silent = { onPrincipal: () => {} };
    const changed = await hooksOf(add('a'), silent, add('b')).onPrincipal?.(principal, request, scopeWith());
    expect(changed?.id).toBe('somebody+a+b');
  });

  it('hand changed arguments on, and the same object where nothing changed', async () => {
    const shout = {
      onContext: ({ arguments: given }: { arguments: Readonly<Record<string, unknown>> }) => ({
        content: `${String(given['content'])}!`,
      }),
    };
    const context = { coordinate: 'Query.text', capability: null, arguments: { content: 'hello' } };
    expect(await hooksOf(shout, shout).onContext?.(context, scopeWith())).toEqual({ content: 'hello!!' });
    const same = await hooksOf({ onContext: () => {} }).onContext?.(context, scopeWith());
    expect(same).toBe(context.arguments);
  });

  it('keep a state for each middleware and operation', async () => {
    const seen: unknown[] = [];
    const remembering = (own: string): Omit<Middleware, 'name'> => ({
      onAdmit: (_, { state }) => void state.set('own', own),
      onResponse: (_, { state }) => void seen.push(state.get('own')),
    });
    const hooks = hooksOf(remembering('a'), remembering('b'));
    const [first, second] = [scopeWith(), scopeWith()];
    await hooks.onAdmit?.({} as never, first);
    await hooks.onResponse?.({} as never, first);
    await hooks.onResponse?.({} as never, second);
    expect(seen).toEqual(['a', 'b', undefined, undefined]);
  });

  it('refuse with the code that they choose, and the next ones do not run', async () => {
    let ran = false;
    const hooks = hooksOf(
      { onRequest: (_, hook) => hook.refuse('FORBIDDEN', 'Not on Sundays.') },
      { onRequest: () => void (ran = true) },
    );
    expect(await refusal(hooks.onRequest?.(request, scopeWith()))).toBe('FORBIDDEN');
    expect(ran).toBe(false);
  });

  it('refuse when they fail, also at once', async () => {
    const fail = () => {
      throw new TypeError('secret');
    };
    expect(await arrive({ onRequest: fail })).toBe('INTERNAL');
    expect(await arrive({ onRequest: async () => fail() })).toBe('INTERNAL');
  });

  it('refuse when they are late, and are told so', async () => {
    let told: unknown;
    const stuck = (_: unknown, { signal }: { signal: AbortSignal }) =>
      new Promise<void>(() => signal.addEventListener('abort', () => (told = signal.reason)));
    expect(await arrive({ onRequest: stuck })).toBe('DEADLINE_EXCEEDED');
    expect(told).toMatchObject({ code: 'DEADLINE_EXCEEDED' });
  });

  it('end when the caller leaves', async () => {
    const leaving = new AbortController();
    const stuck = () => new Promise<void>(() => leaving.abort(new ServiceError('CANCELLED', 'The caller left.')));
    expect(await arrive({ onRequest: stuck }, scopeWith(leaving.signal))).toBe('CANCELLED');
    expect(await arrive({ onRequest: () => {} }, scopeWith(leaving.signal))).toBe('CANCELLED');
  });

  it('add headers to a call, and hear how it ended, whatever another one does with that', async () => {
    const outcomes: string[] = [];
    const hooks = hooksOf(
      { onCall: () => ({ headers: { 'X-Cost-Center': 'a' }, onOutcome: () => JSON.parse('{') as never }) },
      { onCall: () => {} },
      { onCall: () => ({ headers: { 'x-batch': '2' }, onOutcome: (outcome) => void outcomes.push(outcome) }) },
    );
    const changes = await hooks.onCall?.(call, scopeWith());
    expect(changes?.headers).toEqual({ 'x-cost-center': 'a', 'x-batch': '2' });
    changes?.onOutcome('OK');
    expect(outcomes).toEqual(['OK']);
  });

  it.each(['authorization', 'x-sluice-token', 'x-forwarded-for', 'x-request-id', 'X Y', 'content-length'])(
    'cannot set the header %s of a call',
    async (name) => {
      const hooks = hooksOf({ onCall: () => ({ headers: { [name]: 'a' } }) });
      expect(await refusal(hooks.onCall?.(call, scopeWith()))).toBe('INTERNAL');
    },
  );

  it.each(['', 'a\r\nb: c', 'é', 'a '])('cannot set a header to %j', async (value) => {
    const hooks = hooksOf({ onCall: () => ({ headers: { 'x-a': value } }) });
    expect(await refusal(hooks.onCall?.(call, scopeWith()))).toBe('INTERNAL');
  });
});
