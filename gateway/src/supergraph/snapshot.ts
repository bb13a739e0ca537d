import { readFileSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { type Operation, operationFromDocument, type Schema } from '@apollo/federation-internals';
import { type QueryPlan, QueryPlanner } from '@apollo/query-planner';
import { buildSupergraph, toApiSchema } from '@sluice/schema/composition';
import type { DocumentNode, GraphQLSchema } from 'graphql';

import { type AccessIndex, indexAccess } from './access-index.js';
import { type CapabilityIndex, indexCapabilities } from './capability-index.js';
import { type CostIndex, indexCosts } from './cost-index.js';
import { indexRates, type RateIndex } from './rate-index.js';

/**
 * Everything derived from one supergraph SDL, immutable: a request keeps the snapshot that it began with, and a
 * reload swaps one object for another.
 */
export interface SupergraphSnapshot {
  readonly sdl: string;
  /** What a client sees, for graphql-js. */
  readonly apiSchema: GraphQLSchema;
  /** The same for the planner's executor. */
  readonly internalApiSchema: Schema;
  /** With everything that is hidden from clients. */
  readonly supergraphSchema: GraphQLSchema;
  /** Which fields AI services answer, and how their calls may be treated. */
  readonly capabilities: CapabilityIndex;
  /** What its directives say about who may read what. */
  readonly access: AccessIndex;
  /** What its directives say about cost. */
  readonly costs: CostIndex;
  /** How often its contracts let callers have a field. */
  readonly rates: RateIndex;
  /** The SDL of what one subgraph has of it, as composition was given it, without descriptions. */
  subgraphSdl(name: string): string;
  /**
   * The plan of one operation of a document; made once a document.
   *
   * @throws GraphQLError where the operation cannot be planned.
   */
  plan(document: DocumentNode, operationName: string | null): QueryPlan;
}

/** The supergraph that is composed from the contracts and committed beside them. */
export function readSupergraphSdl(): string {
  return readFileSync(fileURLToPath(import.meta.resolve('@sluice/schema/supergraph.graphql')), 'utf8');
}

let committed: SupergraphSnapshot | undefined;

/** That of the committed supergraph. It is immutable, so that all gateways of a process share it. */
export function committedSnapshot(): SupergraphSnapshot {
  return (committed ??= createSnapshot(readSupergraphSdl()));
}

/**
 * Reads a supergraph.
 *
 * @throws GraphQLError where the SDL is not a supergraph.
 */
export function createSnapshot(sdl: string): SupergraphSnapshot {
  const steps = snapshotSteps(sdl);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** The same for a gateway that serves meanwhile: requests run between the steps. @throws like `createSnapshot` */
export async function createSnapshotInSteps(sdl: string): Promise<SupergraphSnapshot> {
  const steps = snapshotSteps(sdl);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    await nextTurn();
  }
}

function* snapshotSteps(sdl: string): Generator<void, SupergraphSnapshot> {
  const supergraph = buildSupergraph(sdl);
  yield;
  const internalApiSchema = supergraph.apiSchema();
  yield;
  const apiSchema = toApiSchema(supergraph);
  yield;
  const supergraphSchema = supergraph.schema.toGraphQLJSSchema();
  yield;
  const planner = new QueryPlanner(supergraph);
  yield;
  return {
    sdl,
    apiSchema,
    internalApiSchema,
    supergraphSchema,
    capabilities: indexCapabilities(supergraph),
    access: indexAccess(supergraph),
    costs: indexCosts(supergraph),
    rates: indexRates(supergraph),
    subgraphSdl: (name) => supergraph.subgraphs().get(name)?.toString() ?? '',
    plan: createPlanCache((document, operationName) =>
      planner.buildQueryPlan(toOperation(internalApiSchema, document, operationName)),
    ),
  };
}

function toOperation(schema: Schema, document: DocumentNode, operationName: string | null): Operation {
  return operationFromDocument(schema, document, { ...(operationName !== null && { operationName }) });
}

/**
 * Plans live as long as their document, which Apollo Server keeps in a bounded store. The document itself is the key:
 * a hash of the source would give a cut operation the plan of the whole one.
 */
function createPlanCache(build: SupergraphSnapshot['plan']): SupergraphSnapshot['plan'] {
  const documents = new WeakMap<DocumentNode, Map<string | null, QueryPlan>>();
  return (document, operationName) => {
    const plans = documents.get(document) ?? new Map<string | null, QueryPlan>();
    const plan = plans.get(operationName) ?? build(document, operationName);
    documents.set(document, plans.set(operationName, plan));
    return plan;
  };
}
