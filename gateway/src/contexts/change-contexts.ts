import { ServiceError } from '@sluice/schema';
import {
  type DocumentNode,
  getArgumentValues,
  getVariableValues,
  type GraphQLSchema,
  type VariableDefinitionNode,
} from 'graphql';

import type { ContextArguments } from './context-arguments.js';
import { type ContextPlace, hoistArguments, type HoistedOperation } from './hoist-arguments.js';

/** What a context is changed by: `arguments` from here on; the same object where nothing changed. */
export type ContextChange<Scope> = (
  context: ContextArguments,
  scope: Scope,
) => Promise<Readonly<Record<string, unknown>>>;

/** An admitted operation. */
export interface ContextOperation {
  readonly document: DocumentNode;
  readonly operationName: string | null;
  /** As the caller sent them. */
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface ContextChangesOptions<Scope> {
  /** Of the API. */
  readonly schema: GraphQLSchema;
  /** The capability that answers a field, such as `Text.summary`; null for what the gateway answers. */
  readonly capabilityOf: (coordinate: string) => string | null;
  /** Fields of the gateway that bring in what is worked on, such as `Query.text`. */
  readonly sources: ReadonlySet<string>;
  readonly change: ContextChange<Scope>;
}

/**
 * Shows every context of an operation to `change`, and puts what comes of it in its place, checked as the caller's own
 * variables are.
 *
 * @throws ServiceError `BAD_USER_INPUT` where the changed arguments do not fit the schema; what `change` throws
 */
export function createContextChanges<Scope>(options: ContextChangesOptions<Scope>) {
  const { schema, capabilityOf, sources } = options;
  const isContext = (coordinate: string) => sources.has(coordinate) || capabilityOf(coordinate) !== null;
  const compiled = oncePerOperation((document, operationName) =>
    hoistArguments(schema, document, { operationName, isContext }),
  );
  return async (given: ContextOperation, scope: Scope): Promise<ContextOperation> => {
    const hoisted = compiled(given.document, given.operationName);
    if (hoisted.places.length === 0) return given;
    const coerced = coerce(schema, hoisted.given, given.variables);
    const kept = Object.entries(given.variables).filter(([name]) => hoisted.kept.has(name));
    const variables: Record<string, unknown> = Object.fromEntries(kept);
    for (const place of hoisted.places) {
      const before = getArgumentValues(place.field, place.node, coerced);
      const { coordinate } = place;
      const context = { coordinate, capability: capabilityOf(coordinate), arguments: before };
      Object.assign(variables, toVariables(place, await options.change(context, scope)));
    }
    coerce(schema, hoisted.added, variables);
    return { document: hoisted.document, operationName: given.operationName, variables };
  };
}

/** By variable, what an argument is now; one that is not given stays so. */
function toVariables({ variables }: ContextPlace, given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const unknown = Object.keys(given).find((name) => !variables.has(name));
  if (unknown !== undefined) throw new TypeError('A middleware gave an argument that the field does not have.');
  const named = [...variables].flatMap(([name, variable]) =>
    given[name] === undefined ? [] : [[variable, given[name]] as const],
  );
  return Object.fromEntries(named);
}

function coerce(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
  variables: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const { coerced, errors } = getVariableValues(schema, definitions, variables, { maxErrors: 1 });
  if (coerced) return coerced;
  throw new ServiceError('BAD_USER_INPUT', errors?.[0]?.message ?? 'A variable has a wrong value.');
}

/** Compiled forms live as long as their document. */
function oncePerOperation(
  compile: (document: DocumentNode, operationName: string | null) => HoistedOperation,
): typeof compile {
  const known = new WeakMap<DocumentNode, Map<string | null, HoistedOperation>>();
  return (document, operationName) => {
    const ofDocument = known.get(document) ?? new Map<string | null, HoistedOperation>();
    const hoisted = ofDocument.get(operationName) ?? compile(document, operationName);
    known.set(document, ofDocument.set(operationName, hoisted));
    return hoisted;
  };
}
