import { type DocumentNode, getOperationAST, getVariableValues, GraphQLError, validate } from 'graphql';

import { fragmentsOf } from '../../../supergraph/fragments-of.js';
import type { AccessContext } from '../access-context.js';
import type { GuardedGraph } from '../guarded-graph.js';
import { compileOperation } from '../operation/compile-operation.js';
import { findDenied } from '../operation/find-denied.js';
import { isSkipped } from '../operation/is-skipped.js';
import type { SelectedPart } from '../operation/selected-part.js';

/** What would become of one field of an operation. */
export interface ExplainedField {
  /** Its place in the response; items of lists are not told apart. */
  readonly path: string;
  /** The field, of every type that the object may have. */
  readonly coordinates: readonly string[];
  readonly isAllowed: boolean;
  /** What was asked; of a denied field, what denies. */
  readonly rules: readonly string[];
}

export interface ExplainedOperation {
  readonly document: DocumentNode;
  readonly operationName?: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * What somebody would be answered, field by field, in the order of the text; what stands below a denied field is left
 * out, as it would be.
 *
 * @throws GraphQLError where the operation does not fit the graph
 */
export async function explainOperation(
  graph: GuardedGraph,
  { document, operationName, variables: given }: ExplainedOperation,
  access: AccessContext,
): Promise<ExplainedField[]> {
  const [mistake] = validate(graph.schema, document);
  if (mistake) throw mistake;
  const operation = getOperationAST(document, operationName);
  if (!operation) throw new GraphQLError('The document has no operation of that name, or several and none was named.');
  const { errors, coerced: variables } = getVariableValues(graph.schema, operation.variableDefinitions ?? [], given);
  if (errors) throw errors[0] ?? new GraphQLError('The variables do not fit.');
  const compiled = compileOperation(graph, { operation, fragments: fragmentsOf(document) });
  const { fragments, parts } = compiled;
  const snapshot = { apiSchema: graph.schema };
  const { denied } = await findDenied(compiled, { snapshot, operation, variables, fragments, access });

  const explain = (part: SelectedPart, path: string): ExplainedField[] => {
    if (isSkipped(part.node, variables)) return [];
    if (part.kind === 'fragment') return part.parts.flatMap((inner) => explain(inner, path));
    const here = path === '' ? part.key : `${path}.${part.key}`;
    const why = denied.get(part);
    const coordinates = part.checks.map(({ guard }) => guard.coordinate);
    if (why) return [{ path: here, coordinates: [why.coordinate], isAllowed: false, rules: [why.rule] }];
    const rules = [...new Set(part.checks.map(({ guard }) => guard.rule))];
    return [
      ...(coordinates.length > 0 ? [{ path: here, coordinates, isAllowed: true, rules }] : []),
      ...part.parts.flatMap((inner) => explain(inner, here)),
    ];
  };
  return parts.flatMap((part) => explain(part, ''));
}
