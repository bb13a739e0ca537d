import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { RequestContext } from '../../request-context.js';
import { committedSnapshot, type SupergraphSnapshot } from '../../supergraph/snapshot.js';
import { createFetchCompiler } from '../calls/compile-fetch.js';
import { takeApart } from '../calls/take-apart.js';
import { createAskCache } from './ask-cache.js';
import { createScopes } from './cache-scope.js';

/** Who asks, and what routing means to do with it. */
interface Circumstances {
  readonly tenant?: string;
  readonly id?: string;
  readonly services?: readonly string[] | null;
  readonly model?: string;
  readonly isPersonal?: boolean;
}

let snapshot: SupergraphSnapshot;
beforeAll(() => {
  snapshot = committedSnapshot();
});

/** The keys of the calls of a fetch from an entity `Text`. */
function keysOf(field: string, variables: Record<string, unknown>, given: Circumstances = {}): (string | null)[] {
  const { tenant = 'one', id = 'caller', services = null, model = 'small', isPersonal = false } = given;
  const { supergraphSchema: schema, capabilities } = snapshot;
  const compile = createFetchCompiler([...capabilities.values()].flat(), schema);
  const scopeOf = createScopes({ servicesOf: () => services, isPersonal });
  const ask = createAskCache({ schema, scopeOf, intentOf: () => ({ model, staleIfErrorMs: 0 }) });
  const definitions = '$representations: [_Any!]!, $a: String, $b: String, $list: [String!]!';
  const fetch = compile(
    `query (${definitions}) { _entities(representations: $representations) { ... on Text { ${field} } } }`,
  );
  const context = { principal: { tenant, id, kind: 'api-key' } } as unknown as RequestContext;
  const all = { representations: [{ __typename: 'Text', content: 'hello' }], ...variables };
  const toAsked = ask(fetch, all, context);
  return takeApart(fetch, all).calls.map((call) => toAsked(call)?.key ?? null);
}

const text = fc.string({ unit: 'grapheme', maxLength: 20 });

describe('the key of a call', () => {
  it('does not depend on aliases, on the order of what is written, or on where a value stands', () => {
    fc.assert(
      fc.property(text, text, fc.constantFrom('x', 'embedding2', '_a'), (to, model, alias) => {
        const [plain] = keysOf('similarity(to: $a, model: $b) { score model }', { a: to, b: model });
        expect(plain).toMatch(/^[\w-]{43}$/);
        const others = [
          keysOf(`${alias}: similarity(to: $a, model: $b) { score model }`, { a: to, b: model }),
          keysOf('similarity(model: $b, to: $a) { model score }', { a: to, b: model }),
          keysOf('similarity(to: $b, model: $a) { score model }', { a: model, b: to }),
          keysOf(`similarity(to: ${JSON.stringify(to)}, model: $a) { score model }`, { a: model }),
        ];
        expect(others.flat()).toEqual(others.map(() => plain));
      }),
      { numRuns: 50 },
    );
  });

  it('is another one for any other value', () => {
    const asked = fc.record({ to: text, model: text, content: text });
    fc.assert(
      fc.property(asked, asked, (one, other) => {
        const keyOf = ({ to, model, content }: typeof one) =>
          keysOf('similarity(to: $a, model: $b) { score }', {
            a: to,
            b: model,
            representations: [{ __typename: 'Text', content }],
          })[0];
        const isSame = JSON.stringify(one) === JSON.stringify(other);
        expect(keyOf(one) === keyOf(other)).toBe(isSame);
      }),
      { numRuns: 100 },
    );
  });

  it('keeps the order of lists, and does not mix what stands beside each other', () => {
    const keyOf = (list: readonly string[]) => keysOf('classification(labels: $list) { label }', { list })[0];
    expect(keyOf(['a', 'b'])).not.toBe(keyOf(['b', 'a']));
    expect(keyOf(['a', 'b'])).not.toBe(keyOf(['a","b']));
    expect(keyOf(['a', ''])).not.toBe(keyOf(['a']));
  });

  it('holds what is asked for below the field, its arguments and its names', () => {
    const selections = [
      'embedding { vector }',
      'embedding { vector dimensions }',
      'embedding { v: vector }',
      'embedding { vector(encoding: BASE64) }',
      'embedding { vector(encoding: LIST) }',
      'embedding { usage { inputTokens } vector }',
    ];
    const keys = selections.flatMap((selection) => keysOf(selection, {}));
    expect(new Set(keys).size).toBe(selections.length);
  });

  it('holds who may be given the answer, and the model that is meant', () => {
    const circumstances: readonly Circumstances[] = [
      {},
      { tenant: 'other' },
      { services: ['encoder'] },
      { services: ['encoder', 'other'] },
      { services: [] },
      { model: 'large' },
      { isPersonal: true },
      { isPersonal: true, id: 'another' },
    ];
    const keys = circumstances.flatMap((given) => keysOf('embedding { vector }', {}, given));
    expect(new Set(keys).size).toBe(circumstances.length);
    expect(keysOf('embedding { vector }', {}, { id: 'another' })).toEqual(keysOf('embedding { vector }', {}));
    const [one, other] = [
      ['b', 'a'],
      ['a', 'b'],
    ].flatMap((services) => keysOf('embedding { vector }', {}, { services }));
    expect(one).toBe(other);
  });

  it('is there for PURE calls alone, and for no text with half a character', () => {
    expect(keysOf('summary { model }', {})).toEqual([null]);
    expect(keysOf('similarity(to: $a) { score }', { a: '\ud800' })).toEqual([null]);
  });
});
