import { composeServices } from '@apollo/composition';
import {
  type ASTNode,
  concatAST,
  type DocumentNode,
  GraphQLError,
  lexicographicSortSchema,
  print,
  printSchema,
} from 'graphql';

import { callFields } from '../contracts/context-kinds.js';
import { type Contracts, readContracts } from '../contracts/read-contracts.js';
import { buildSupergraph, toApiSchema } from '../api-schema.js';
import { ContractError, type ContractProblem, placeOf } from './contract-problem.js';
import { indexTypes } from './copy-types.js';
import { generateContexts } from './generate-contexts.js';
import { everythingIsDescribed } from './rules/everything-is-described.js';
import { onlyPureAnswersAreKept } from './rules/only-pure-answers-are-kept.js';
import { onePermissionPerCapability } from './rules/one-permission-per-capability.js';
import { protectedFieldsAreNullable } from './rules/protected-fields-are-nullable.js';

/** What composition makes of the contracts; every member is the text of a file. */
export interface Composition {
  /** `supergraph.graphql`: what the gateway runs on. */
  readonly supergraph: string;
  /** `api.graphql`: what a client sees. */
  readonly api: string;
  /** `generated/contexts.graphql`: `ContextInput`, `Context` and `ContextResult`. */
  readonly contexts: string;
}

/** The name of the control subgraph that holds what is generated from the capabilities. */
export const EXECUTIONS_SUBGRAPH = 'executions';

/**
 * Composes the supergraph from the contracts. A hint is a failure, and so is a contract that breaks a rule.
 *
 * @throws ContractError with file and line of every problem.
 */
export function composeContracts(contracts: Contracts = parseContracts()): Composition {
  const fields = callFields(contracts.contracts.filter(({ kind }) => kind === 'capability'));
  const documents = contracts.contracts.map(({ document }) => document);
  refuse([
    ...onePermissionPerCapability(fields),
    ...onlyPureAnswersAreKept(fields),
    ...protectedFieldsAreNullable(documents),
  ]);

  const types = indexTypes(documents.flatMap(({ definitions }) => definitions));
  const contexts = generateContexts(fields, types);
  refuse(protectedFieldsAreNullable([...documents, contexts]));

  const supergraph = composeSupergraph(contracts, contexts);
  const api = toApiSchema(buildSupergraph(supergraph));
  refuse(everythingIsDescribed(api));
  return {
    supergraph: `${supergraph.trim()}\n`,
    api: `${printSchema(lexicographicSortSchema(api))}\n`,
    contexts: `# Generated from the capabilities by composition; do not edit.\n\n${print(contexts)}\n`,
  };
}

function composeSupergraph({ common, contracts }: Contracts, contexts: DocumentNode): string {
  const isExecutions = ({ name }: { readonly name: string }) => name === EXECUTIONS_SUBGRAPH;
  const written = contracts.filter(isExecutions).map(({ document }) => document);
  const executions = { name: EXECUTIONS_SUBGRAPH, document: concatAST([...written, contexts]) };
  const subgraphs = [...contracts.filter((contract) => !isExecutions(contract)), executions];
  const services = subgraphs.map(({ name, document }) => ({
    name,
    // A subgraph's URL is not an address: the gateway routes each call to the services that offer the capability.
    url: `sluice://${name}`,
    typeDefs: concatAST([common, document]),
  }));
  const { errors, hints, supergraphSdl } = composeServices(services);
  refuse((errors ?? []).map((error) => ({ message: error.message, place: placeOf(error.nodes) })));
  refuse(
    (hints ?? []).map(({ definition, message, nodes }) => ({
      message: `${definition.code}: ${message}`,
      place: placeOf(nodes as ASTNode[] | undefined),
    })),
  );
  if (supergraphSdl === undefined)
    throw new ContractError([{ message: 'Composition gave no supergraph.', place: null }]);
  return supergraphSdl;
}

function parseContracts(): Contracts {
  try {
    return readContracts();
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const [location] = error.locations ?? [];
    const place = location ? `${error.source?.name}:${location.line}:${location.column}` : null;
    throw new ContractError([{ message: error.message, place }]);
  }
}

function refuse(problems: readonly ContractProblem[]): void {
  if (problems.length > 0) throw new ContractError(problems);
}
