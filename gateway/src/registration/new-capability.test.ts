import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { type KeyGateway, startKeyGateway } from '../accounts/testing/start-key-gateway.js';
import { generateSealingKey } from '../executions/sealing/sealer.js';
import { generateApiKey } from '../identity/api-key.js';
import { generatePepper, parsePeppers } from '../identity/keys/peppers.js';
import { expectSoon } from '../storage/testing/expect-soon.js';
import { findPostgres } from '../storage/testing/test-postgres.js';
import type { Upstream } from '../testing/start-upstream.js';
import {
  codes,
  createRegistrar,
  DEREGISTER,
  describeRegistration,
  REGISTER,
} from './testing/registration-operations.js';
import { MOOD_SDL, sdlOf, startService } from './testing/start-service.js';

const MOOD = '{ text(content: "hello") { mood { name } } }';
const LANGUAGE = '{ text(content: "hello") { language { code } } }';
const RUN = `mutation ($content: String!) {
  run(context: { mood: { content: $content } }, waitMs: 8000) {
    status context { __typename ... on MoodContext { content } } result { ... on Mood { name } }
  }
}`;
const SETTINGS = { allow: ['127.0.0.1'], minLeaseSeconds: 1 };

let service: Upstream;
beforeAll(async () => {
  service = await startService(MOOD_SDL, 'language', 'feelings');
});
afterAll(async () => service[Symbol.asyncDispose]());

const input = () => ({ name: 'moody', url: service.url });
const glad = { data: { text: { mood: { name: 'glad' } } }, errors: [] };

const ran = (content: string) => ({
  data: { run: { status: 'SUCCEEDED', context: { __typename: 'MoodContext', content }, result: { name: 'glad' } } },
  errors: [],
});

await describeRegistration(
  'a new capability',
  SETTINGS,
  ({ gateway, ask, register, registered }) => {
    const isThere = async () => codes(await ask(MOOD)).length === 0;

    it('is a part of the graph from its registration to its end, and no request fails meanwhile', async () => {
      const id = await registered({
        name: 'linguist',
        url: service.url,
        capabilities: ['language'],
        sdl: sdlOf('language'),
      });
      await expectSoon(async () => codes(await ask(LANGUAGE)).length === 0);
      const load = startLoad(gateway());

      expect(codes(await ask(MOOD))).toEqual(['GRAPHQL_VALIDATION_FAILED']);
      const { data } = await register(input());
      expect(data.registerService?.newCapabilities).toEqual(['feelings']);
      await expectSoon(isThere);
      expect(await ask(MOOD)).toMatchObject(glad);
      // It is at once something to submit, under its own permission.
      const kinds = await ask('{ __type(name: "ContextInput") { inputFields { name } } }');
      expect(JSON.stringify(kinds.data)).toContain('"mood"');
      expect(await ask(RUN, { content: 'hello' })).toMatchObject(ran('hello'));
      expect(codes(await gateway().ask(gateway().keys.viewer, MOOD))).toEqual(['UNAUTHORIZED_FIELD_OR_TYPE']);

      await ask(DEREGISTER, { id: data.registerService!.registration.id });
      expect(codes(await ask(MOOD))).toEqual(['GRAPHQL_VALIDATION_FAILED']);
      expect(await ask(LANGUAGE)).toMatchObject({ errors: [] });
      const answers = await load.stop();
      expect(answers.length).toBeGreaterThan(10);
      expect(answers.filter((answer) => answer !== '{"data":{"text":{"language":{"code":"en"}}}}')).toEqual([]);
      await ask(DEREGISTER, { id });
    }, 60_000);

    it('goes when the last lease of it ends', async () => {
      const ids = [await registered({ ...input(), leaseSeconds: 1 }), await registered({ ...input(), name: 'second' })];
      await expectSoon(async () => gateway().gateway.registry.instance(ids[0]!) === undefined);
      expect(codes(await ask(MOOD))).not.toContain('GRAPHQL_VALIDATION_FAILED');
      await ask(DEREGISTER, { id: ids[1]! });
      expect(codes(await ask(MOOD))).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    }, 60_000);

    it('fails with a code while its service does not answer and its lease stands', async () => {
      await using fragile = await startService(MOOD_SDL, 'language', 'feelings');
      const id = await registered({ name: 'fragile', url: fragile.url });
      await expectSoon(isThere);
      await fragile.kill();
      const [code] = codes(await ask(MOOD));
      expect(['PROVIDER_CONNECTION_FAILED', 'SERVICE_UNAVAILABLE', 'ALL_TARGETS_FAILED']).toContain(code);
      await ask(DEREGISTER, { id });
    }, 60_000);

    it('is added by those who may extend the graph alone', async () => {
      const before = gateway().gateway.supergraph.current();
      const answer = await gateway().ask(gateway().keys.operator, REGISTER, { input: input() });
      expect(codes(answer)).toEqual(['FORBIDDEN']);
      expect(answer.errors[0]?.message).toContain('capabilities:register');
      expect(gateway().gateway.supergraph.current()).toBe(before);
    }, 60_000);

    it.each([
      ['@override', (sdl: string) => sdl.replace('@cost(weight: 1)', '@override(from: "language")')],
      ['no permission', (sdl: string) => sdl.replace('@requiresScopes(scopes: [["context:feel"]])', '')],
      ["another's permission", (sdl: string) => sdl.replace('context:feel', 'context:embed')],
      ['no description', (sdl: string) => sdl.replace('"A mood."', '')],
    ])('is refused with %s, and nothing has changed', async (_, change) => {
      const before = gateway().gateway.supergraph.current();
      const answer = await register({ ...input(), capabilities: ['feelings'], sdl: change(MOOD_SDL) });
      expect(codes(answer)).toEqual(['BAD_USER_INPUT']);
      expect(gateway().gateway.supergraph.current()).toBe(before);
    });
  },
  { concurrency: 2 },
);

/** Keeps four requests under way. */
function startLoad(gateway: KeyGateway) {
  const answers: string[] = [];
  let isOver = false;
  const ask = async () => {
    while (!isOver) {
      const { status: _, errors, ...answer } = await gateway.ask(gateway.keys.service, LANGUAGE);
      answers.push(JSON.stringify(errors.length > 0 ? errors : answer));
    }
  };
  const asking = Promise.all([ask(), ask(), ask(), ask()]);
  return {
    async stop() {
      isOver = true;
      await asking;
      return answers;
    },
  };
}

const postgres = await findPostgres();
afterAll(async () => postgres?.[Symbol.asyncDispose]());

(postgres ? describe : describe.skip)('two gateways on one database', () => {
  it('both go by what one of them was told, also one that is started later', async () => {
    const database = await postgres!.createDatabase();
    const secrets = sharedSecrets();
    const { keys } = secrets;
    const start = (concurrency = 0) =>
      startKeyGateway({
        ...secrets,
        databaseUrl: database.url,
        registration: { enabled: true, ...SETTINGS },
        concurrency,
      });
    try {
      await using first = await start();
      await using second = await start();
      const { registered, ask } = createRegistrar(() => first);
      const id = await registered(input());
      const answers = (gateway: KeyGateway) => async () => codes(await gateway.ask(keys.admin, MOOD)).length === 0;
      await expectSoon(answers(second));
      await using third = await start(2);
      await expectSoon(answers(third));
      // Submitted at one that was told nothing, and run by the one that runs executions.
      expect(await second.ask(keys.admin, RUN, { content: 'there' })).toMatchObject(ran('there'));
      await ask(DEREGISTER, { id });
      for (const gateway of [second, third]) {
        await expectSoon(async () => codes(await gateway.ask(keys.admin, MOOD))[0] === 'GRAPHQL_VALIDATION_FAILED');
      }
    } finally {
      await database.drop();
    }
  }, 60_000);
});

function sharedSecrets() {
  return {
    peppers: parsePeppers(generatePepper()),
    keys: { admin: generateApiKey('dev').text },
    sealingKey: generateSealingKey(),
  };
}
