import { composeContracts } from '../compose/compose-contracts.js';
import { ContractError, type ContractProblem } from '../compose/contract-problem.js';
import type { Contract, Contracts } from '../contracts/read-contracts.js';
import { compareCapability } from './compare-capability.js';
import { foreignFields } from './foreign-fields.js';
import { mergedTypes, type TypesByName } from './merged-types.js';
import { namesOf } from './names.js';
import { newCapabilities, type RegisteredContract, toContract } from './new-capabilities.js';
import { parseServiceSdl } from './parse-service-sdl.js';
import { noNegativeCosts } from './rules/no-negative-costs.js';
import { onlyPlainDirectives } from './rules/only-plain-directives.js';

export interface CheckOptions {
  /** What the service says of itself: `_service { sdl }`. */
  readonly sdl: string;
  /** The names of the capabilities that it says it offers. */
  readonly offered: readonly string[];
  /** Every contract of the graph, those that were registered among them. */
  readonly contracts: Contracts;
  /** Composes the graph that comes of it, or says why it cannot be. @default composeContracts */
  readonly compose?: (contracts: Contracts) => unknown;
}

/** What a service implements. */
export interface ServiceReading {
  /** By capability the coordinates that it has (`Text.embedding(model:)`), or null for the whole contract. */
  readonly offers: Readonly<Record<string, readonly string[] | null>>;
  /** Contracts of capabilities that the graph does not have yet. */
  readonly added: readonly RegisteredContract[];
}

/**
 * Reads what a service implements, and holds it to the contracts. It may have a contract in part; what it has must be
 * as the contract says. What no contract has becomes a capability of its own, if it keeps the rules of contracts.
 *
 * @throws ContractError that lists every problem
 */
export function checkServiceSdl(options: CheckOptions): ServiceReading {
  const { sdl, offered, contracts, compose = composeContracts } = options;
  const document = parseServiceSdl(sdl);
  const service = mergedTypes(document);
  refuse([...onlyPlainDirectives(document), ...noNegativeCosts(document)]);
  const known = contracts.contracts.filter(({ kind }) => kind === 'capability');
  const names = namesOf(contracts);
  const foreign = foreignFields(service, names);
  refuse(foreign.problems);
  const unknown = offered.filter((name) => !known.some((contract) => contract.name === name));
  const { contracts: added, problems } = newCapabilities({ fields: foreign.fields, service, names, offered: unknown });
  refuse(problems);
  const fresh = added.map(toContract);
  const offers = compareAll([...known, ...fresh], contracts, service);
  refuse(unoffered(offered, offers));
  if (fresh.length > 0) compose({ ...contracts, contracts: [...contracts.contracts, ...fresh] });
  return { offers, added };
}

function compareAll(capabilities: readonly Contract[], { common }: Contracts, service: TypesByName) {
  const compared = capabilities.map((each) => [each.name, compareCapability(each, common, service)] as const);
  refuse(compared.flatMap(([, comparison]) => comparison?.problems ?? []));
  const offers = compared.flatMap(([name, comparison]) => (comparison ? [[name, comparison.supports] as const] : []));
  return Object.fromEntries(offers);
}

function unoffered(offered: readonly string[], offers: ServiceReading['offers']): ContractProblem[] {
  const missing = offered.filter((name) => !Object.hasOwn(offers, name));
  const problems = missing.map((name) => `${name} is offered, but the SDL has no field of it.`);
  if (Object.keys(offers).length === 0) problems.push('The SDL has no field of any capability.');
  return problems.map((message) => ({ message, place: null }));
}

function refuse(problems: readonly ContractProblem[]): void {
  if (problems.length > 0) throw new ContractError(problems);
}
