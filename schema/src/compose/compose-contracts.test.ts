import { describe, expect, it } from '@jest/globals';
import { buildSchema, type GraphQLInputObjectType, type GraphQLUnionType } from 'graphql';

import { contractsOf } from '../testing/contracts-of.js';
import { composeContracts } from './compose-contracts.js';
import { ContractError } from './contract-problem.js';
import { driftedFiles } from './write-composition.js';

const GUARD = '@requiresScopes(scopes: [["context:test"]])';
const CALL = '@call(effect: PURE, interchangeable: ANY)';

/** A capability with one field `Text.echo`, and what is wrong with it. */
function echo({ type = 'Echo', directives = `${GUARD} ${CALL} @contextKind(name: "echo")`, more = '' } = {}): string {
  return `
    type Text @key(fields: "content") {
      content: String!
      "Says it again."
      echo("How often." times: Int = 1): ${type} ${directives}
    }
    "An echo."
    type Echo @shareable {
      "What was said."
      said: String!
    }
    ${more}`;
}

/** The problems that composition tells, a line each. */
function problemsOf(capabilities: Record<string, string>): string[] {
  try {
    composeContracts(contractsOf(capabilities));
    return [];
  } catch (error) {
    if (error instanceof ContractError) return error.message.split('\n');
    throw error;
  }
}

describe('composing the contracts', () => {
  it('gives what is committed', () => {
    expect(driftedFiles(composeContracts())).toEqual([]);
  });

  it('makes a new capability something to submit', () => {
    const { api } = composeContracts(contractsOf({ echo: echo() }));
    const schema = buildSchema(api);
    const input = schema.getType('ContextInput') as GraphQLInputObjectType;
    expect(input.isOneOf).toBe(true);
    expect(Object.keys(input.getFields())).toEqual(['echo', 'operation']);
    const kind = schema.getType('EchoContextInput') as GraphQLInputObjectType;
    expect(Object.values(kind.getFields()).map(String)).toHaveLength(2);
    expect(kind.getFields()['content']?.type.toString()).toBe('String!');
    expect(kind.getFields()['times']?.defaultValue).toBe(1);
    const members = (name: string) => (schema.getType(name) as GraphQLUnionType).getTypes().map(String);
    expect(members('Context')).toEqual(['EchoContext', 'OperationContext']);
    expect(members('ContextResult')).toEqual(['Echo', 'OperationResult']);
  });

  it("guards a kind's member in results with the capability's permission", () => {
    const { contexts } = composeContracts(contractsOf({ echo: echo() }));
    expect(contexts).toContain('type Echo @shareable @requiresScopes(scopes: [["context:test"]])');
  });

  it('keeps effect, cost and rate of every call in the supergraph', () => {
    const { supergraph } = composeContracts();
    expect(supergraph).toMatch(
      /embedding\([^)]*\): Embedding .*@requiresScopes.*@call\(effect: PURE, interchangeable: SAME_MODEL, maxAge: 86400\)/,
    );
    expect(supergraph).toMatch(/@cost\(weight: 2\)/);
    expect(supergraph).toMatch(/@rateLimit\(limit: 6000, duration: 60\)/);
  });
});

describe('refusing contracts', () => {
  const atEcho = 'schema/capabilities/echo.graphql:5:7';

  it('names file and line of what does not compose', () => {
    const [problem] = problemsOf({ echo: echo({ type: 'Missing' }) });
    expect(problem).toMatch(/^schema\/capabilities\/echo\.graphql:5:\d+: .*Missing/);
  });

  it('refuses a protected field that is not nullable', () => {
    expect(problemsOf({ echo: echo({ type: 'Echo!' }) })).toEqual([
      `${atEcho}: Text.echo is protected and must be nullable.`,
    ]);
  });

  it('refuses a call without permission', () => {
    expect(problemsOf({ echo: echo({ directives: CALL }) })).toEqual([
      `${atEcho}: Text.echo has @call and must have @requiresScopes(scopes: [["context:…"]]) with exactly one scope.`,
    ]);
  });

  it('refuses two permissions in one capability', () => {
    const more = `type Image @key(fields: "url") {
      url: URL!
      "Echoes."
      echo: Echo @requiresScopes(scopes: [["context:other"]]) ${CALL}
    }`;
    expect(problemsOf({ echo: echo({ more }) })[0]).toMatch(/Image\.echo demands context:other, but echo demands/);
  });

  it.each([
    ['effect: BILLABLE, interchangeable: ANY, maxAge: 60', 'is BILLABLE: only answers of PURE calls have a maxAge.'],
    ['effect: PURE, interchangeable: ANY, maxAge: -1', 'has maxAge: -1 and must have one from 0 to 2592000 seconds.'],
    [
      'effect: PURE, interchangeable: ANY, maxAge: 2592001',
      'has maxAge: 2592001 and must have one from 0 to 2592000 seconds.',
    ],
    [
      'effect: PURE, interchangeable: ANY, shareable: true',
      'is shareable and must have a maxAge: what is not kept is not shared.',
    ],
  ])('refuses @call(%s)', (call, problem) => {
    const directives = `${GUARD} @call(${call}) @contextKind(name: "echo")`;
    expect(problemsOf({ echo: echo({ directives }) })).toEqual([`${atEcho}: Text.echo ${problem}`]);
  });

  it('refuses what has no description', () => {
    const more = 'type Echo2 @shareable { said: String! }';
    expect(problemsOf({ echo: echo({ more }) }).join('\n')).toMatch(/Echo2 has no description[^]*Echo2\.said has no/);
  });

  it('takes a hint for a failure', () => {
    const other = echo()
      .replace('echo(', 'echo2(')
      .replace('"An echo."', '"Another echo."')
      .replace('name: "echo"', 'name: "echo2"');
    expect(problemsOf({ echo: echo(), other }).join('\n')).toContain('INCONSISTENT_DESCRIPTION');
  });
});
