import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { type Asker, startAsker } from './testing/start-asker.js';

const ROLES = {
  analyst: { inherits: ['viewer' as const], permissions: ['context:embed'] },
  elsewhere: { inherits: ['developer' as const], permissions: [], services: ['another'] },
  frugal: { inherits: ['developer' as const], permissions: [], models: ['test-model'] },
};

let asker: Asker;
const ask: Asker['ask'] = (...asked) => asker.ask(...asked);

beforeAll(async () => void (asker = await startAsker(ROLES)));
afterAll(async () => await asker[Symbol.asyncDispose]());

const GET = { 'apollo-require-preflight': 'yes' };

describe('a protected field', () => {
  it('is denied over GET as over POST', async () => {
    const query = encodeURIComponent('{ text(content: "x") { language { model } } }');
    const { data, errors } = await ask('viewer', '', { method: 'GET', path: `/graphql?query=${query}`, headers: GET });
    expect(data).toEqual({ text: { language: null } });
    expect(errors).toMatchObject([{ path: ['text', 'language'] }]);
  });

  it('is denied below one that is allowed', async () => {
    const query = '{ text(content: "x") { embedding { model } summary { model text { content } } language { code } } }';
    const { data, errors, asked } = await ask('analyst', query);
    expect(data).toEqual({ text: { embedding: { model: 'canary-Embedding.model' }, summary: null, language: null } });
    expect(errors.map(({ path }) => path?.join('.'))).toEqual(['text.summary', 'text.language']);
    expect(asked).not.toMatch(/summary|language/);
  });

  it('is null with an error at each of its places in a list, in the order of the operation', async () => {
    const { data, errors } = await ask(
      'viewer',
      '{ texts(contents: ["x", "y"]) { content language { code } tag: __typename } }',
    );
    const item = (content: string) => ({ content, language: null, tag: 'Text' });
    expect(data).toEqual({ texts: [item('x'), item('y')] });
    expect(JSON.stringify(data)).toContain('{"content":"x","language":null,"tag":"Text"}');
    expect(errors.map(({ path }) => path?.join('.'))).toEqual(['texts.0.language', 'texts.1.language']);
  });

  it('tells of at most a hundred places', async () => {
    const contents = Array.from({ length: 300 }, (_, index) => `t${index}`);
    const { data, errors } = await ask(
      'viewer',
      `{ texts(contents: ${JSON.stringify(contents)}) { language { code } } }`,
    );
    expect(data?.['texts']).toHaveLength(300);
    expect(errors).toHaveLength(100);
  });

  it('is not asked about where a condition leaves it out', async () => {
    const query = (yes: boolean) => `{ text(content: "x") { content language @include(if: ${yes}) { code } } }`;
    expect(await ask('viewer', query(false))).toMatchObject({ data: { text: { content: 'x' } }, errors: [] });
    expect(await ask('viewer', query(true))).toMatchObject({ data: { text: { content: 'x', language: null } } });
  });

  it('denied to one caller is answered to the next who asks the same, and the other way round', async () => {
    const query = '{ text(content: "same") { language { model } } }';
    for (const [role, language] of [
      ['viewer', null],
      ['developer', { model: 'canary-Language.model' }],
      ['viewer', null],
      ['nobody', null],
      ['service', { model: 'canary-Language.model' }],
    ] as const) {
      expect((await ask(role, query)).data).toEqual({ text: { language } });
    }
  });

  it('is denied as a mutation, and nothing is written', async () => {
    const query = 'mutation { generate(input: { messages: [{ role: USER, content: "x" }] }) { text { content } } }';
    const { data, errors, asked } = await ask('viewer', query);
    expect(data).toEqual({ generate: null });
    expect(errors).toMatchObject([{ path: ['generate'], extensions: { rule: '@requiresScopes context:generate' } }]);
    expect(asked).toBe('');
  });

  it('is refused as a whole where it is all of a subscription', async () => {
    const query = 'subscription { generate(input: { messages: [] }, idempotencyKey: "k") { __typename } }';
    const { errors, asked } = await ask('viewer', query);
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect(asked).toBe('');
  });
});

describe('a caller', () => {
  it('who is anonymous reads nothing that wants somebody', async () => {
    const { data, errors } = await ask(null, '{ text(content: "x") { content } me { id } }');
    expect(data).toEqual({ text: null, me: null });
    expect(errors.map(({ extensions }) => extensions['rule'])).toEqual(['@authenticated', '@authenticated']);
  });

  it('gains nothing by headers that pose as internal ones', async () => {
    const headers = {
      'x-user-id': 'admin',
      X_User_Id: 'admin',
      'x-roles': 'admin',
      'sluice-principal': 'admin',
      'sluice-permissions': 'context:*',
    };
    const { data } = await ask('viewer', '{ text(content: "x") { language { code } } }', { headers });
    expect(data).toEqual({ text: { language: null } });
  });

  it('reaches no service past the graph: there is neither _service nor _entities', async () => {
    for (const query of ['{ _service { sdl } }', '{ _entities(representations: []) { __typename } }']) {
      const { status, errors, asked } = await ask('admin', query);
      expect([status, errors[0]?.extensions['code'], asked]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED', '']);
    }
  });

  it('whose role has a list of models names one of them', async () => {
    const query = (model: string) => `{ text(content: "x") { language${model} { code } } }`;
    const rule = 'access.models';
    expect(await ask('frugal', query('(model: "test-model")'))).toMatchObject({ errors: [] });
    expect(await ask('frugal', query('(model: "other-model")'))).toMatchObject({ errors: [{ extensions: { rule } }] });
    expect(await ask('frugal', query(''))).toMatchObject({ errors: [{ extensions: { rule } }] });
  });
});

describe('a list of services', () => {
  it('keeps the calls of a role from every other', async () => {
    const { data, errors, asked } = await ask('elsewhere', '{ text(content: "x") { content language { code } } }');
    expect(data).toEqual({ text: { content: 'x', language: null } });
    expect(errors).toMatchObject([{ path: ['text', 'language'], extensions: { code: 'FORBIDDEN' } }]);
    expect(asked).toBe('');
  });
});

describe('the schema', () => {
  const INTROSPECTION = '{ __schema { types { name } } }';

  it.each(['admin', 'operator', 'developer'])('is shown to %s', async (role) => {
    expect((await ask(role, INTROSPECTION)).text).toContain('Recognition');
  });

  it.each(['viewer', 'service', 'nobody', null])('is not shown to %s, wherever it is asked for', async (role) => {
    for (const query of [
      INTROSPECTION,
      '{ __type(name: "Text") { name } }',
      '{ ...F } fragment F on Query { a: __schema { types { name } } }',
      '{ __typename ... { __type(name: "Text") { fields { name } } } }',
    ]) {
      const { status, errors, text } = await ask(role, query);
      expect([status, errors[0]?.extensions]).toMatchObject([
        403,
        { code: 'FORBIDDEN', rule: '@requiresScopes graph:introspect' },
      ]);
      expect(text).not.toContain('Recognition');
      expect(text.length).toBeLessThan(2_048);
    }
    expect((await ask(role, '{ __typename }')).data).toEqual({ __typename: 'Query' });
  });

  it('is hinted at for those who may be told, and for no others', async () => {
    const query = '{ textt(content: "x") { content } }';
    expect((await ask('developer', query)).errors[0]?.message).toContain('Did you mean "text"');
    expect((await ask('viewer', query)).errors[0]?.message).toBe('Cannot query field "textt" on type "Query".');
  });

  it('is hidden from the anonymous by one message for every mistake', async () => {
    const messages = new Set<string>();
    for (const query of [
      '{ textt }',
      '{ text(contents: 1) { x } }',
      '{ text { content { a } } }',
      '{ image(url: 7) { url } nothing }',
      'query ($x: Nothing) { __typename }',
    ]) {
      const { errors, status } = await ask(null, query);
      expect([status, errors.length, errors[0]?.extensions['code']]).toEqual([400, 1, 'GRAPHQL_VALIDATION_FAILED']);
      messages.add(JSON.stringify([errors[0]?.message, Object.keys(errors[0] ?? {})]));
    }
    expect(messages.size).toBe(1);
    const body = JSON.stringify({
      query: 'query ($l: [String!]!) { texts(contents: $l) { content } }',
      variables: { l: [null] },
    });
    const { errors } = await ask(null, '', { body });
    expect(errors.map(({ message }) => message)).toEqual(['The request or its variables do not fit the schema.']);
  });
});
