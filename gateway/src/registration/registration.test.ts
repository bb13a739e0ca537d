import { afterAll, beforeAll, expect, it } from '@jest/globals';

import { expectSoon } from '../storage/testing/expect-soon.js';
import type { Upstream } from '../testing/start-upstream.js';
import {
  AUDIT,
  codes,
  DEREGISTER,
  describeRegistration,
  DRAIN,
  LIST,
  REGISTER,
  RENEW,
} from './testing/registration-operations.js';
import { startIngress } from './testing/start-ingress.js';
import { sdlOf, startService } from './testing/start-service.js';

const LANGUAGE = '{ text(content: "hello") { language { code } } }';

let service: Upstream;
beforeAll(async () => {
  service = await startService(sdlOf('language', 'moderation'), 'language', 'moderation');
});
afterAll(async () => service[Symbol.asyncDispose]());

const SETTINGS = { allow: ['127.0.0.1'], minLeaseSeconds: 1, maxPerCaller: 38 };

await describeRegistration('a service that registers', SETTINGS, ({ gateway, ask, register, registered }) => {
  const asked = () => service.requests.filter(({ body }) => !body.query.includes('_service')).length;
  const isReady = async () => {
    const { data } = await ask<{ serviceRegistrations: { health: string }[] }>(LIST);
    return data.serviceRegistrations.some(({ health }) => health === 'READY');
  };

  it('is asked what it implements, takes calls, is drained, and is gone', async () => {
    expect(codes(await ask(LANGUAGE))).toEqual(['UNSUPPORTED_CAPABILITY']);
    const { data } = await register({ name: 'polyglot', url: service.url });
    expect(data.registerService).toMatchObject({
      newCapabilities: [],
      registration: {
        url: service.url,
        capabilities: [
          { name: 'language', supports: null },
          { name: 'moderation', supports: null },
        ],
        heartbeatSeconds: 20,
      },
    });
    const id = data.registerService!.registration.id;
    await expectSoon(isReady);
    expect(await ask(LANGUAGE)).toMatchObject({ data: { text: { language: { code: 'en' } } }, errors: [] });

    expect(await ask(DRAIN, { id })).toMatchObject({
      data: { drainService: { registration: { health: 'DRAINING' } } },
    });
    const before = asked();
    expect(codes(await ask(LANGUAGE))).toEqual(['SERVICE_UNAVAILABLE']);
    expect(asked()).toBe(before);
    expect((await ask(DEREGISTER, { id })).data).toEqual({ deregisterService: { id } });
    expect(codes(await ask(LANGUAGE))).toEqual(['UNSUPPORTED_CAPABILITY']);
    expect(codes(await ask(RENEW, { id }))).toEqual(['NOT_FOUND']);
  });

  it('proves nothing with tokens: it is told by whom it is called, and nothing more', async () => {
    const id = await registered({ name: 'polyglot', url: service.url });
    await expectSoon(isReady);
    await ask(LANGUAGE);
    const last = service.requests.at(-1)!;
    expect(last.headers['authorization']).toBeUndefined();
    const [, claims = ''] = String(last.headers['sluice-assertion']).split('.');
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({ aud: 'polyglot' });
    await ask(DEREGISTER, { id });
  });

  it('is one registration for one name and URL, however often and in whatever notation', async () => {
    const { port } = new URL(service.url);
    const id = await registered({ name: 'polyglot', url: service.url });
    await ask(DRAIN, { id });
    expect(await registered({ name: 'polyglot', url: `http://0x7f000001:${port}/` })).toBe(id);
    const { data } = await ask<{ serviceRegistrations: { health: string }[] }>(LIST);
    expect(data.serviceRegistrations).toHaveLength(1);
    // Whoever registers again takes calls again.
    expect(data.serviceRegistrations[0]?.health).not.toBe('DRAINING');
    await ask(DEREGISTER, { id });
  });

  it('may stand behind what tells services by the path', async () => {
    await using ingress = await startIngress({ polyglot: service.url });
    const id = await registered({ name: 'polyglot', url: `${ingress.url}/polyglot/` });
    await expectSoon(isReady);
    expect(await ask('{ text(content: "by path") { language { code } } }')).toMatchObject({ errors: [] });
    expect((await ask<{ serviceRegistrations: unknown }>(LIST)).data.serviceRegistrations).toMatchObject([
      { url: `${ingress.url}/polyglot` },
    ]);
    await ask(DEREGISTER, { id });
  });

  it('stands for as long as its lease, and longer when that is renewed', async () => {
    const id = await registered({ name: 'polyglot', url: service.url, leaseSeconds: 1 });
    const renewed = await ask<{ renewService: { registration: { leaseEndsAt: string } } }>(RENEW, { id });
    expect(Date.parse(renewed.data.renewService.registration.leaseEndsAt)).toBeGreaterThan(Date.now());
    await expectSoon(
      async () => (await ask<{ serviceRegistrations: [] }>(LIST)).data.serviceRegistrations.length === 0,
    );
    expect(gateway().gateway.registry.instance(id)).toBeUndefined();
    expect(codes(await ask(RENEW, { id }))).toEqual(['NOT_FOUND']);
    interface Log {
      readonly auditLog: { readonly nodes: readonly { readonly action: string; readonly target: string }[] };
    }
    const actions = async () =>
      (await ask<Log>(AUDIT)).data.auditLog.nodes.filter(({ target }) => target === id).map(({ action }) => action);
    await expectSoon(async () => (await actions()).includes('service.expired'));
    expect(await actions()).toEqual(['service.expired', 'service.registered']);
  });

  it('may implement a capability in part, and is not asked for the rest', async () => {
    const sdl = sdlOf('embeddings').replace(
      / {2}"How near another text is in meaning\."[^]*?Similarity @req[^\n]*\n/,
      '',
    );
    await using older = await startService(sdl, 'embeddings');
    const { data } = await register({ name: 'older', url: older.url });
    const [embeddings] = data.registerService!.registration.capabilities;
    expect(embeddings?.supports).toContain('Text.embedding(model:)');
    expect(embeddings?.supports).not.toContain('Text.similarity');
    const { id } = data.registerService!.registration;
    await expectSoon(() => gateway().gateway.registry.instance(id)?.state === 'READY');
    older.forget();
    const answer = await ask('{ text(content: "a") { similarity(to: "b") { score } } }');
    expect(codes(answer)).toHaveLength(1);
    expect(older.requests).toHaveLength(0);
    await ask(DEREGISTER, { id });
  });

  it('is registered by those who may, and ended by them or by those who operate the gateway', async () => {
    const { keys } = gateway();
    const input = { name: 'polyglot', url: service.url };
    expect(codes(await gateway().ask(keys.developer, REGISTER, { input }))).toEqual(['UNAUTHORIZED_FIELD_OR_TYPE']);
    const { data } = await gateway().ask<{ registerService: { registration: { id: string } } }>(
      keys.operator,
      REGISTER,
      {
        input,
      },
    );
    const { id } = data.registerService.registration;
    expect(codes(await gateway().ask(keys.developer, DEREGISTER, { id }))).toEqual(['UNAUTHORIZED_FIELD_OR_TYPE']);
    expect(codes(await ask(DEREGISTER, { id }))).toEqual([]);
  });

  it.each([
    ['this machine', 'http://127.0.0.2:9'],
    ['this machine in IPv6', 'http://[::1]:9'],
    ['this machine as a number', 'http://2130706434:9'],
    ['this machine in hexadecimal', 'http://0x7f000002:9'],
    ['this machine in octal', 'http://0177.0.0.2:9'],
    ['this machine, shortened', 'http://127.2:9'],
    ['this machine, mapped', 'http://[::ffff:127.0.0.2]:9'],
    ['a private network', 'http://10.0.0.1'],
    ['link-local addresses', 'http://169.254.169.254'],
    ['no address at all', 'http://0.0.0.0:9'],
  ])('may not be at %s where that is not allowed', async (_, url) => {
    const answer = await register({ name: 'inside', url });
    expect(codes(answer)).toEqual(['BAD_USER_INPUT']);
    expect(answer.errors[0]?.message).toMatch(/registration\.allow/);
  });

  it.each(['http://user:pass@example.com', 'ftp://example.com', 'http://example.com?a=1', 'nonsense'])(
    'has a URL that is an origin: %s is not',
    async (url) => {
      expect(codes(await register({ name: 'elsewhere', url }))).toEqual(['BAD_USER_INPUT']);
    },
  );

  it('answers for itself: what redirects, floods, or is no service is refused', async () => {
    await using other = await startService('', 'language');
    const refused = async () => codes(await register({ name: 'other', url: other.url }));
    other.answer((_, response) => void response.writeHead(302, { location: `${service.url}/graphql` }).end());
    expect(await refused()).toEqual(['PROVIDER_BAD_RESPONSE']);
    other.answer((_, response) => {
      const piece = Buffer.alloc(1024 * 1024, '#');
      const write = () => {
        while (!response.destroyed && response.write(piece));
        if (!response.destroyed) response.once('drain', write);
      };
      write();
    });
    expect(await refused()).toEqual(['PROVIDER_BAD_RESPONSE']);
    other.answer((_, response) => void response.end('<html>'));
    expect(await refused()).toEqual(['PROVIDER_BAD_RESPONSE']);
    other.answer(() => ({ data: { _service: null } }));
    expect(await refused()).toEqual(['PROVIDER_BAD_RESPONSE']);
    other.answer(() => ({ data: { _service: { sdl: `#${' '.repeat(1024 * 1024)}` } } }));
    expect(await refused()).toEqual(['BAD_USER_INPUT']);
    expect(codes(await register({ name: 'gone', url: 'http://127.0.0.1:9' }))).toEqual(['PROVIDER_CONNECTION_FAILED']);
  });

  it('is told every difference from the contracts', async () => {
    const sdl = sdlOf('embeddings').replace('dimensions: Int!', 'dimensions: Float!').replace('to: String!', 'to: ID!');
    const answer = await register({ name: 'wrong', url: service.url, capabilities: ['embeddings'], sdl });
    expect(codes(answer)).toEqual(['BAD_USER_INPUT']);
    expect(answer.errors[0]?.message).toMatch(
      /- service:\d+:\d+: Embedding\.dimensions gives Float!; the contract has Int!\.\n- service:\d+:\d+: Text\.similarity\(to:\) takes ID!/,
    );
  });

  it('is refused alone: of forty the thirty-six good ones stand, and no caller has more than is allowed', async () => {
    const { snapshotBefore, results } = await registerForty();
    const taken = results.filter(({ data }) => data?.registerService);
    expect(taken).toHaveLength(36);
    expect(gateway().gateway.supergraph.current()).toBe(snapshotBefore);
    const more = Array.from({ length: 3 }, (_, index) => ({ name: `more-${index}`, url: service.url }));
    const last = [];
    for (const input of more) last.push(...codes(await register(input)));
    expect(last).toEqual(['FORBIDDEN']);
    const { data } = await ask<{ serviceRegistrations: { id: string }[] }>(LIST);
    expect(data.serviceRegistrations).toHaveLength(38);
    for (const { id } of data.serviceRegistrations) await ask(DEREGISTER, { id });
  }, 60_000);

  async function registerForty() {
    const snapshotBefore = gateway().gateway.supergraph.current();
    const bad = sdlOf('language').replace('code: LanguageTag!', 'code: Int!');
    const results = [];
    for (let index = 0; index < 40; index += 1) {
      const sdl = index % 10 === 3 ? bad : sdlOf('language');
      results.push(await register({ name: `service-${index}`, url: service.url, capabilities: ['language'], sdl }));
    }
    return { snapshotBefore, results };
  }
});
