import { ServiceError } from '@sluice/schema';
import { type DocumentNode, getOperationAST, getVariableValues, parse, validate, visit } from 'graphql';

import type { ContextPolicy } from '../contexts/context-policy.js';
import { membersOfKind } from '../contexts/context-kinds.js';
import { describeProblem } from '../contexts/describe-problem.js';
import { prepareContext } from '../contexts/prepare-context.js';
import type { Graph } from './context-operations.js';

type Input = Readonly<Record<string, unknown>>;

/** The kind that is a whole operation. */
export const PIPELINE = 'operation';

/** Fields that a pipeline may not have: it would submit itself. */
const OWN_FIELDS: ReadonlySet<string> = new Set(['submit', 'run', 'retryExecution']);
const MAX_TOKENS = 10_000;

export interface CheckOptions {
  readonly graph: Graph;
  readonly policy: ContextPolicy;
}

/**
 * A context as it is to run: what is wrong with it is told now, to who waits, and not later to nobody.
 *
 * @throws ServiceError `BAD_USER_INPUT` and what else is wrong with contexts
 */
export function checkContext(kind: string, input: Input, { graph, policy }: CheckOptions): Input {
  if (kind === PIPELINE) return checkPipeline(input, graph);
  const members = membersOfKind(kind);
  if (!members) return input;
  const isWhole = 'input' in members;
  const prepared = prepareContext(members, isWhole ? { input } : input, policy);
  if (prepared.kind === 'ready') return (isWhole ? prepared.input['input'] : prepared.input) as Input;
  const [problem] = prepared.problems;
  throw problem
    ? describeProblem(`ContextInput.${kind}`, problem)
    : new ServiceError('BAD_USER_INPUT', 'The context is refused.');
}

function checkPipeline(input: Input, { apiSchema: schema }: Graph): Input {
  const { document: text, documentId, operationName, variables } = input as Pipeline;
  if (typeof documentId === 'string') throw wrong('documentId', 'this gateway keeps no documents: give the document');
  if (typeof text !== 'string') throw wrong('document', 'expected a document');
  const document = parseDocument(text);
  const operation = getOperationAST(document, operationName ?? null);
  if (!operation) throw wrong('operationName', 'expected the name of an operation of the document');
  if (operation.operation === 'subscription') throw wrong('document', 'expected a query or a mutation');
  const [error] = validate(schema, document, undefined, { maxErrors: 1 });
  if (error) throw wrong('document', 'the operation does not fit the schema');
  if (submitsAgain(document)) throw wrong('document', 'a pipeline cannot submit another one');
  if (variables !== null && variables !== undefined && (typeof variables !== 'object' || Array.isArray(variables))) {
    throw wrong('variables', 'expected an object');
  }
  const { errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables ?? {}, { maxErrors: 1 });
  if (errors) throw wrong('variables', 'they do not fit the operation');
  return { document: text, ...(operationName && { operationName }), ...(variables && { variables }) };
}

interface Pipeline {
  readonly document?: unknown;
  readonly documentId?: unknown;
  readonly operationName?: string | null;
  readonly variables?: Record<string, unknown> | null;
}

function parseDocument(text: string): DocumentNode {
  try {
    return parse(text, { noLocation: true, maxTokens: MAX_TOKENS });
  } catch {
    throw wrong('document', 'it is not GraphQL');
  }
}

/** Wherever it stands: no other type has fields of these names. */
function submitsAgain(document: DocumentNode): boolean {
  let found = false;
  visit(document, { Field: ({ name }) => void (found ||= OWN_FIELDS.has(name.value)) });
  return found;
}

function wrong(member: string, expected: string): ServiceError {
  const inputPath = ['context', PIPELINE, member];
  return new ServiceError('BAD_USER_INPUT', `${inputPath.join('.')}: ${expected}.`, { inputPath });
}
