import { fileURLToPath } from 'node:url';

import { describe, expect, it } from '@jest/globals';
import { silentLogger } from '@sluice/telemetry';

import { delta } from '../testing/generation-events.js';
import { startStreamingUpstream } from '../testing/start-streaming-upstream.js';
import { startTestGateway, type TestGatewayOptions } from '../testing/start-test-gateway.js';
import { startUpstream } from '../testing/start-upstream.js';
import { codesOf, eventsOf, subscribe, until } from '../testing/subscribe.js';
import { createHooks } from './create-hooks.js';
import { loadMiddleware } from './load-middleware.js';
import type { Middleware } from './middleware.js';

const EXAMPLES = fileURLToPath(new URL('../../../examples/middleware/', import.meta.url));

const hooksOf = (...middleware: Middleware[]) => createHooks({ middleware, timeoutMs: 5_000 });

/** The hooks of a file of the examples. */
async function example(name: string, options: unknown) {
  return hooksOf(...(await loadMiddleware([{ file: `${EXAMPLES}${name}`, options }])));
}

/** A gateway before a service that finds every text to be English. */
async function startWith(options: TestGatewayOptions) {
  const upstream = await startUpstream('language');
  upstream.answer(({ body }) => {
    const representations = body.variables['representations'] as object[];
    return { data: { _entities: representations.map(() => ({ __typename: 'Text', language: { code: 'en' } })) } };
  });
  const gateway = await startTestGateway({ upstream: upstream.url }, options);
  return {
    upstream,
    gateway,
    async [Symbol.asyncDispose]() {
      await gateway[Symbol.asyncDispose]();
      await upstream[Symbol.asyncDispose]();
    },
  };
}

const QUERY = '{ text(content: "hello") { content language { code } } }';

describe('middleware at a gateway', () => {
  it('is asked at every phase, in the order of the phases', async () => {
    const phases: string[] = [];
    const note =
      <Answer>(phase: string, answer: Answer) =>
      (): Answer => {
        phases.push(phase);
        return answer;
      };
    const hooks = hooksOf({
      name: 'witness',
      onRequest: note('onRequest', undefined),
      onPrincipal: note('onPrincipal', undefined),
      onAdmit: note('onAdmit', undefined),
      onContext: note('onContext', undefined),
      onCall: note('onCall', { onOutcome: (outcome) => void phases.push(outcome) }),
      onResponse: note('onResponse', { extensions: { witness: true } }),
    });
    await using at = await startWith({ hooks });
    const response = await at.gateway.query(QUERY);
    expect(response.errors).toEqual([]);
    expect(phases).toEqual([
      'onRequest',
      'onPrincipal',
      'onAdmit',
      'onContext',
      'onContext',
      'onCall',
      'OK',
      'onResponse',
    ]);
  });

  it.each(['onRequest', 'onPrincipal', 'onAdmit', 'onContext', 'onResponse'] as const)(
    'refuses an operation in %s with its own code, and no service is asked',
    async (phase) => {
      const refuse = (...given: unknown[]) =>
        (given.at(-1) as { refuse: (code: string, message: string) => never }).refuse('BUDGET_EXCEEDED', 'Spent.');
      await using at = await startWith({ hooks: hooksOf({ name: 'guard', [phase]: refuse }) });
      const { status, data, errors } = await at.gateway.query(QUERY);
      expect(errors).toMatchObject([{ message: 'Spent.', extensions: { code: 'BUDGET_EXCEEDED' } }]);
      expect(data ?? null).toBeNull();
      expect(status).toBe(402);
      expect(at.upstream.requests).toHaveLength(phase === 'onResponse' ? 1 : 0);
    },
  );

  it('refuses one call in onCall, and the rest of the answer stands', async () => {
    const hooks = hooksOf({ name: 'guard', onCall: (_, hook) => hook.refuse('BUDGET_EXCEEDED', 'Spent.') });
    await using at = await startWith({ hooks });
    const { data, errors } = await at.gateway.query(QUERY);
    expect(data).toEqual({ text: { content: 'hello', language: null } });
    expect(errors).toMatchObject([{ path: ['text', 'language'], extensions: { code: 'BUDGET_EXCEEDED' } }]);
    expect(at.upstream.requests).toHaveLength(0);
  });

  it('tells nothing of what failed in it', async () => {
    const fail = () => {
      throw new Error('the secret of the database');
    };
    await using at = await startWith({ hooks: hooksOf({ name: 'broken', onAdmit: fail }) });
    const { errors } = await at.gateway.query(QUERY);
    expect(errors).toMatchObject([{ message: 'Internal error.', extensions: { code: 'INTERNAL' } }]);
    expect(JSON.stringify(errors)).not.toContain('secret');
  });

  it('changes what every operation works on, and one plan serves all values', async () => {
    const shout: Middleware = {
      name: 'shout',
      onContext: ({ coordinate, arguments: given }) =>
        coordinate === 'Query.text' ? { content: String(given['content']).toUpperCase() } : undefined,
    };
    await using at = await startWith({ hooks: hooksOf(shout) });
    const query = 'query ($t: String!) { text(content: $t) { content language { code } } }';
    for (const t of ['one', 'two']) {
      expect((await at.gateway.query(query, { t })).data).toMatchObject({ text: { content: t.toUpperCase() } });
    }
    const sent = at.upstream.requests.map(({ body }) => body.variables['representations']);
    expect(sent).toMatchObject([[{ content: 'ONE' }], [{ content: 'TWO' }]]);
  });

  it('is asked about subscriptions: their upstream, and every event', async () => {
    let events = 0;
    const hooks = hooksOf({
      name: 'witness',
      onCall: () => ({ headers: { 'x-witness': 'here' } }),
      onResponse: (_, hook) => ((events += 1) > 1 ? hook.refuse('BUDGET_EXCEEDED', 'Spent.') : undefined),
    });
    await using upstream = await startStreamingUpstream('generation');
    await using gateway = await startTestGateway({ upstream: upstream.url }, { hooks });
    const subscription = subscribe(gateway, 'a');
    const at = await upstream.subscription(0);
    expect(at.headers['x-witness']).toBe('here');
    at.tell(delta('one'));
    await until(() => subscription.told.length === 1);
    at.tell(delta('two'));
    await at.ended;
    const over = await subscription.over;
    expect(eventsOf(subscription.told)).toHaveLength(1);
    expect(JSON.stringify([over, codesOf(subscription.told)])).toContain('BUDGET_EXCEEDED');
  });
});

describe('the examples', () => {
  it('mask personal data before a service sees it, wherever it stands', async () => {
    const hooks = await example('mask-personal-data.js', { mask: '***' });
    await using at = await startWith({ hooks });
    const contents = ['write to ada@example.com', 'card 4111 1111 1111 1111.', 'nothing'];
    const { data } = await at.gateway.query(
      'query ($contents: [String!]!) { texts(contents: $contents) { content language { code } } }',
      { contents },
    );
    expect(data?.['texts']).toMatchObject([
      { content: 'write to ***' },
      { content: 'card ***.' },
      { content: 'nothing' },
    ]);
    expect(JSON.stringify(at.upstream.requests.map(({ body }) => body))).not.toMatch(/ada@|4111/);
  });

  it('take time that the length of a text bounds', async () => {
    const hooks = await example('mask-personal-data.js', {});
    const content = `${'a'.repeat(100_000)} ${'1'.repeat(100_000)}`;
    const context = { coordinate: 'Query.text', capability: null, arguments: { content } };
    // In five seconds at most, which its hook has; a pattern without bounds would take minutes.
    expect(
      await hooks.onContext?.(context, { signal: new AbortController().signal, logger: silentLogger } as never),
    ).toEqual({ content });
  });

  it('demand a cost center, tell it to the services, and count its calls', async () => {
    const costCenters = { research: { mayGenerate: false } };
    await using at = await startWith({ hooks: await example('cost-centers.js', { costCenters }) });
    expect(await at.gateway.query(QUERY)).toMatchObject({
      status: 403,
      errors: [{ extensions: { code: 'FORBIDDEN' } }],
    });
    const headers = {
      'content-type': 'application/json',
      authorization: `Bearer ${at.gateway.key}`,
      'x-cost-center': 'research',
    };
    const body = JSON.stringify({ query: QUERY });
    const response = await fetch(`${at.gateway.url}/graphql`, { method: 'POST', headers, body });
    expect(await response.json()).toMatchObject({ extensions: { costCenter: { name: 'research', calls: 1 } } });
    expect(at.upstream.requests[0]?.headers['x-cost-center']).toBe('research');
  });

  it('do not start without the options that they need', async () => {
    await expect(example('cost-centers.js', undefined)).rejects.toThrow('refuses its options');
  });
});
