import { ServiceError } from '@sluice/schema';
import { GraphQLError } from 'graphql';

import type { Principal } from '../identity/principal.js';
import type { Hooks } from '../middleware/hooks.js';
import type { RequestContext } from '../request-context.js';
import type { CallContract } from '../supergraph/capability-index.js';
import type { ContextStep } from '../supergraph/prepare-operation.js';
import type { SupergraphSnapshot } from '../supergraph/snapshot.js';
import { type ContextChange, createContextChanges } from './change-contexts.js';
import { membersOfField, SOURCE_FIELDS } from './context-kinds.js';
import type { ContextPolicy } from './context-policy.js';
import { describeProblem } from './describe-problem.js';
import { prepareContext } from './prepare-context.js';
import type { ContextProblem } from './rules/rule.js';

export interface ContextStepOptions {
  /** What a caller's contexts may be. */
  readonly policyOf: (principal: Principal) => ContextPolicy;
  /** Middleware that sees each context; null for none. */
  readonly onContext: Hooks['onContext'];
}

/** Most problems of one operation that are told. */
const MAX_PROBLEMS = 10;

/** Contexts of one operation are not what they may be. */
class ContextRefusal extends Error {
  readonly coordinate: string;
  readonly problems: readonly ContextProblem[];

  constructor(coordinate: string, problems: readonly ContextProblem[]) {
    super('A context is refused.');
    this.coordinate = coordinate;
    this.problems = problems;
  }
}

/**
 * Normalizes and validates every context of an admitted operation, wherever it stands, literal or variable: before
 * middleware sees it, and again what middleware makes of it.
 */
export function createContextStep(options: ContextStepOptions): ContextStep {
  const changes = new WeakMap<SupergraphSnapshot, ReturnType<typeof changesIn>>();
  return async ({ snapshot, document, operationName, context }, variables) => {
    const change = changes.get(snapshot) ?? changesIn(snapshot, options);
    changes.set(snapshot, change);
    try {
      return { kind: 'ready', ...(await change({ document, operationName, variables }, context)) };
    } catch (error) {
      if (error instanceof ContextRefusal) return { kind: 'refused', errors: toErrors(error) };
      if (error instanceof ServiceError) return { kind: 'refused', errors: [toError(error)] };
      throw error;
    }
  };
}

function changesIn(snapshot: SupergraphSnapshot, { policyOf, onContext }: ContextStepOptions) {
  const contracts = indexContracts(snapshot);
  const prepare = prepareIn(contracts);
  const change: ContextChange<RequestContext> = async (given, scope) => {
    const policy = policyOf(scope.principal);
    const prepared = { ...given, arguments: prepare(given.coordinate, given.arguments, policy) };
    if (!onContext) return prepared.arguments;
    const changed = await onContext(prepared, scope);
    return changed === prepared.arguments ? changed : prepare(given.coordinate, changed, policy);
  };
  const capabilityOf = (coordinate: string) => contracts.get(coordinate)?.capability ?? null;
  return createContextChanges({ schema: snapshot.apiSchema, capabilityOf, sources: SOURCE_FIELDS, change });
}

type Contracts = ReadonlyMap<string, CallContract & { readonly capability: string }>;

function indexContracts({ capabilities }: SupergraphSnapshot): Contracts {
  const pairs = [...capabilities].flatMap(([capability, contracts]) =>
    contracts.map((contract) => [contract.coordinate, { ...contract, capability }] as const),
  );
  return new Map(pairs);
}

function prepareIn(contracts: Contracts) {
  return (coordinate: string, given: Readonly<Record<string, unknown>>, policy: ContextPolicy) => {
    const members = membersOfField(coordinate, contracts.get(coordinate)?.kind ?? null);
    if (!members) return given;
    const prepared = prepareContext(members, given, policy);
    if (prepared.kind === 'refused') throw new ContextRefusal(coordinate, prepared.problems);
    return prepared.input;
  };
}

function toErrors({ coordinate, problems }: ContextRefusal): GraphQLError[] {
  return problems.slice(0, MAX_PROBLEMS).map((problem) => toError(describeProblem(coordinate, problem)));
}

function toError({ message, extensions }: ServiceError): GraphQLError {
  return new GraphQLError(message, { extensions });
}
