import type { GatewayExecutionResult } from '@apollo/server-gateway-interface';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { silentLogger } from '@sluice/telemetry';
import fc from 'fast-check';
import {
  execute,
  getOperationAST,
  getVariableValues,
  type GraphQLError,
  type GraphQLResolveInfo,
  NoUnusedVariablesRule,
  print,
  responsePathAsArray,
  specifiedRules,
  validate,
} from 'graphql';

import type { Principal } from '../../identity/principal.js';
import { createRoles } from '../../identity/roles.js';
import type { RequestContext } from '../../request-context.js';
import type { AdmissionRequest } from '../../supergraph/admission.js';
import { fragmentsOf } from '../../supergraph/fragments-of.js';
import type { SupergraphSnapshot } from '../../supergraph/snapshot.js';
import { createAccessGate } from './access-gate.js';
import type { ResponsePath } from './denial-error.js';
import { type Choices, createChoices } from './testing/choices.js';
import { createRandomData, type ObjectAt, type RandomData } from './testing/random-data.js';
import { type RandomGraph, randomGraph, SCOPES } from './testing/random-graph.js';
import { type RandomOperation, randomOperation } from './testing/random-operation.js';
import { ROLE_NAMES } from './testing/random-rules.js';
import { referenceAnswer } from './testing/reference-model.js';

/** CI compares ten thousand; a run beside one's work, a fifth of them. */
const ENOUGH = Number(process.env['SLUICE_ACCESS_OPERATIONS'] ?? 2_000);
const OPERATIONS_OF_EACH = 90;
// Some graphs have no operation that can be asked.
const GRAPHS = Math.ceil((1.35 * ENOUGH) / OPERATIONS_OF_EACH);

const RULES = specifiedRules.filter((rule) => rule !== NoUnusedVariablesRule);

const POLICIES = {
  yes: () => true,
  no: async () => false,
  fails: () => {
    throw new Error('It cannot decide.');
  },
};

/** What a request came to: its data, the places of its denials, and what was executed for it. */
interface Answer {
  readonly data: unknown;
  readonly denied: readonly ResponsePath[];
}

function randomPrincipal(choices: Choices): Principal {
  const kind = choices.chance(80) ? 'api-key' : 'anonymous';
  const roles = choices.some(ROLE_NAMES, 50);
  return { id: 'somebody', tenant: 'default', kind, roles, permissions: choices.some(SCOPES, 50) };
}

function toRequest(
  snapshot: SupergraphSnapshot,
  { document, variables }: RandomOperation,
  principal: Principal,
): AdmissionRequest {
  const { apiSchema } = snapshot;
  const operation = getOperationAST(document);
  if (!operation) throw new Error('The document has one operation.');
  const { coerced = {} } = getVariableValues(apiSchema, operation.variableDefinitions ?? [], variables);
  const context = { principal, requestId: 'r', signal: new AbortController().signal, logger: silentLogger };
  return {
    snapshot,
    document,
    operation,
    operationName: null,
    fragments: fragmentsOf(document),
    variables: coerced,
    context: context as RequestContext,
  };
}

function createGate({ permissions }: RandomGraph) {
  const metrics = { onAllowed: () => {}, onDenied: () => {} };
  const options = { mode: 'filter', dryRun: false, roles: createRoles(), policies: POLICIES, metrics } as const;
  return createAccessGate({ ...options, permissions: () => permissions });
}

/** What the gateway does: it executes what the gate has left, and completes the answer. */
async function gatedAnswer(
  gate: ReturnType<typeof createGate>,
  request: AdmissionRequest,
  variableValues: RandomOperation['variables'],
  { valueAt, typeAt }: RandomData,
): Promise<Answer> {
  const decision = await gate.admit(request);
  if (decision.kind === 'refused') throw decision.errors[0];
  const pathOf = (info: GraphQLResolveInfo) => responsePathAsArray(info.path).join('.');
  const { cut } = decision;
  const { data, errors = [] } = await execute({
    schema: request.snapshot.apiSchema,
    document: cut?.document ?? request.document,
    variableValues,
    fieldResolver: (_, __, ___, info) => valueAt(info.returnType, pathOf(info)),
    typeResolver: (value, _, __, type) => typeAt(type, (value as ObjectAt).path).name,
  });
  expect(errors).toEqual([]);
  const answer: GatewayExecutionResult = { data: data ?? null };
  const completed = cut ? cut.complete(answer) : answer;
  return { data: completed.data, denied: (completed.errors ?? []).map(({ path }) => path ?? []) };
}

/** Whether a place is still there, or was taken away with what is around it. */
function isThere(data: unknown, path: ResponsePath): boolean {
  let value = data;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !(part in value)) return false;
    value = (value as Record<string | number, unknown>)[part];
  }
  return true;
}

describe('access', () => {
  // A failure tells of its operation; the stacks of a million denials, which nobody reads, are a tenth of the time.
  const { stackTraceLimit } = Error;
  beforeAll(() => void (Error.stackTraceLimit = 0));
  afterAll(() => void (Error.stackTraceLimit = stackTraceLimit));

  it('equals its reference model on thousands of random operations over random roles, rules and graphs', async () => {
    let compared = 0;
    let cut = 0;
    const mistakes: GraphQLError[] = [];
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const choices = createChoices(seed);
        const graph = randomGraph(choices);
        const gate = createGate(graph);
        const snapshot = { apiSchema: graph.schema, access: graph.access } as SupergraphSnapshot;
        const data = createRandomData(graph.schema, choices.number(1_000_000));
        for (let index = 0; index < OPERATIONS_OF_EACH; index += 1) {
          const operation = randomOperation(choices, graph.schema);
          if (!operation) continue;
          if (index === 0) mistakes.push(...validate(graph.schema, operation.document, RULES));
          const principal = randomPrincipal(choices);
          const request = toRequest(snapshot, operation, principal);
          const { fragments, operation: node, variables } = request;
          const expected = referenceAnswer({ graph, operation: node, fragments, variables, principal, data });
          const answer = await gatedAnswer(gate, request, operation.variables, data);
          // With the text, so that a failure tells of which operation it is.
          const text = print(operation.document);
          expect({ text, variables, principal, data: answer.data }).toEqual({
            text,
            variables,
            principal,
            data: expected.data,
          });
          expectDenials(answer, expected.denied);
          compared += 1;
          if (expected.denied.size > 0) cut += 1;
        }
      }),
      { numRuns: GRAPHS, endOnFailure: true },
    );
    expect(mistakes).toEqual([]);
    expect(compared).toBeGreaterThan(ENOUGH);
    // Else it would compare answers to which nobody objects.
    expect(cut).toBeGreaterThan(ENOUGH / 10);
    expect(compared - cut).toBeGreaterThan(ENOUGH / 20);
  }, 600_000);
});

/** Errors stand at places that are denied, and at every one that the answer still has. */
function expectDenials({ data, denied }: Answer, expected: ReadonlySet<string>): void {
  const told = new Set(denied.map((path) => JSON.stringify(path)));
  expect([...told].filter((path) => !expected.has(path))).toEqual([]);
  const missing = [...expected].filter((path) => isThere(data, JSON.parse(path) as ResponsePath) && !told.has(path));
  // More than a hundred are not told.
  expect(told.size < 100 ? missing : []).toEqual([]);
}
