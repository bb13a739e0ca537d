import { describe, expect, it } from '@jest/globals';
import { buildSchema, getOperationAST, getVariableValues, parse } from 'graphql';

import { fragmentsOf } from '../../supergraph/fragments-of.js';
import { committedSnapshot } from '../../supergraph/snapshot.js';
import { measureOperation, type Measurable } from './measure-operation.js';

const sluice = committedSnapshot();

/** A graph with what ours does not have: connections, sizes within input objects, costs of arguments. */
const other: Measurable['snapshot'] = {
  apiSchema: buildSchema(`
    input Page { first: Int = 50, deep: Boolean }
    type Query { users(first: Int = 20, page: Page, sort: String): Users, all: [User!]!, node: Node }
    type Users { nodes: [User!]!, total: Int! }
    interface Node { id: ID! }
    type User implements Node { id: ID!, friends(last: Int): [User!]!, score: Int }
    type Group implements Node { id: ID!, owner: User }
  `),
  costs: new Map([
    ['User.score', 7],
    ['Query.users(sort:)', 5],
    ['Page.deep', 11],
    ['Group', 3],
  ]),
  rates: new Map(),
  capabilities: new Map([
    [
      'scores',
      [{ coordinate: 'User.score', effect: 'PURE', interchangeable: 'ANY', maxAge: 0, shareable: false, kind: null }],
    ],
  ]),
};

function measure(source: string, sent: Record<string, unknown> = {}, snapshot: Measurable['snapshot'] = other) {
  const document = parse(source);
  const operation = getOperationAST(document);
  if (!operation) throw new TypeError('Expected an operation.');
  const { coerced = {} } = getVariableValues(snapshot.apiSchema, operation.variableDefinitions ?? [], sent);
  return measureOperation({ snapshot, operation, fragments: fragmentsOf(document), variables: coerced });
}

const costOf = (source: string, sent?: Record<string, unknown>) => measure(source, sent).cost;
const inSluice = (source: string, sent?: Record<string, unknown>) => measure(source, sent, sluice);

describe('the cost of an operation', () => {
  it('is 1 for an object, nothing for a leaf, and what @cost says', () => {
    expect(inSluice('{ text(content: "x") { content } }').cost).toBe(1);
    expect(inSluice('{ text(content: "x") { embedding { dimensions model } } }').cost).toBe(3);
    expect(inSluice('mutation { generate(input: { messages: [] }) { model } }').cost).toBe(100);
  });

  it('multiplies what stands below a list by the list that was given', () => {
    const query = 'query ($t: [String!]!) { texts(contents: $t) { embedding { dimensions } } }';
    expect(inSluice(query, { t: Array.from({ length: 30 }, () => 'x') })).toMatchObject({ cost: 61, calls: 30 });
  });

  it('is the same for a size as a literal, a variable, a default, and within an input object', () => {
    const below = '{ nodes { score } }';
    const literal = costOf(`{ users(first: 1000000) ${below} }`);
    expect(literal).toBe(1 + 1 + 7_000_000);
    expect(costOf(`query ($n: Int) { users(first: $n) ${below} }`, { n: 1_000_000 })).toBe(literal);
    expect(costOf(`query ($n: Int = 1000000) { users(first: $n) ${below} }`)).toBe(literal);
    expect(costOf(`{ users(first: 0, page: { first: 1000000 }) ${below} }`)).toBe(literal);
    expect(costOf(`query ($p: Page) { users(first: 0, page: $p) ${below} }`, { p: { first: 1_000_000 } })).toBe(
      literal,
    );
  });

  it('takes the default size of the schema, and ten where nothing tells', () => {
    expect(costOf('{ users { nodes { score } } }')).toBe(1 + 1 + 20 * 7);
    expect(costOf('{ all { score } }')).toBe(1 + 10 * 7);
  });

  it('multiplies lists within lists', () => {
    expect(costOf('{ users(first: 3) { nodes { friends(last: 4) { score } } } }')).toBe(1 + 1 + 3 + 3 * 4 * 7);
  });

  it('adds what arguments and members of input objects cost', () => {
    expect(costOf('{ users(sort: "a") { total } }')).toBe(1 + 5);
    expect(costOf('{ users(page: { deep: true }) { total } }')).toBe(1 + 11);
  });

  it('counts fragments where they are spread, and adds up what different types ask for', () => {
    const query = '{ a: all { ...S } b: all { ...S } } fragment S on User { score }';
    expect(costOf(query)).toBe(2 * (1 + 70));
    expect(costOf('{ node { ... on User { score } ... on Group { owner { score } } } }')).toBe(1 + 7 + 1 + 7);
  });

  it('leaves out what @skip and @include surely leave out', () => {
    const query = 'query ($no: Boolean!) { all { score @include(if: $no) id } }';
    expect(costOf(query, { no: false })).toBe(1);
    expect(costOf(query, { no: true })).toBe(71);
  });

  it('counts the calls of AI services, and the longest list', () => {
    expect(measure('{ all { score a: score } }').calls).toBe(20);
    expect(inSluice('{ texts(contents: ["a", "b", "c"]) { content } }').longestList).toBe(3);
  });

  it('tells line by line what it is made of', () => {
    expect(inSluice('{ two: texts(contents: ["a", "b"]) { embedding { model } } }').lines).toEqual([
      { path: ['two'], coordinate: 'Query.texts', weight: 1, times: 1, isCall: false },
      { path: ['two', 'embedding'], coordinate: 'Text.embedding', weight: 2, times: 2, isCall: true },
    ]);
  });
});
