import { type DocumentNode, Kind, print, type TypeDefinitionNode, visit } from 'graphql';

import { EXECUTIONS_SUBGRAPH } from '../compose/compose-contracts.js';
import { generateContexts } from '../compose/generate-contexts.js';
import { indexTypes } from '../compose/copy-types.js';
import { callFields, directiveOf, stringArgument } from '../contracts/context-kinds.js';
import type { Contract, Contracts } from '../contracts/read-contracts.js';
import { mergedTypes, type TypesByName } from './merged-types.js';

/** The names that are given already, and to whom. */
export interface Names {
  /** The types of the capabilities, and those that all share. */
  readonly types: TypesByName;
  /** Types that stand in every subgraph. */
  readonly common: TypesByName;
  /** Types that the gateway itself defines: a service has no business with them. */
  readonly ownTypes: ReadonlySet<string>;
  /** Every field of a root type or an entity, `Text.embedding`, by its contract; keys are nobody's. */
  readonly fields: ReadonlyMap<string, Contract>;
  /** Root types and entities, as the contracts have them. */
  readonly shared: TypesByName;
  /** Of subgraphs. */
  readonly subgraphs: ReadonlySet<string>;
  /** Permissions and kinds of contexts. */
  readonly permissions: ReadonlySet<string>;
  readonly kinds: ReadonlySet<string>;
}

const ROOTS = ['Query', 'Mutation', 'Subscription'];

export function namesOf({ common, contracts }: Contracts): Names {
  const capabilities = contracts.filter(({ kind }) => kind === 'capability');
  const commonTypes = mergedTypes(common);
  const types = new Map(
    [common, ...capabilities.map(({ document }) => document)].flatMap((each) => [...mergedTypes(each)]),
  );
  const calls = callFields(capabilities);
  const control = contracts.filter(({ kind }) => kind === 'control').map(({ document }) => document);
  const generated = generateContexts(calls, indexTypes(capabilities.flatMap(({ document }) => document.definitions)));
  const own = [...control, generated].flatMap((document) => [...mergedTypes(document).keys()]);
  const shared = sharedTypes(contracts);
  return {
    types,
    common: commonTypes,
    ownTypes: new Set(own.filter((name) => !types.has(name) && !shared.has(name))),
    subgraphs: new Set([EXECUTIONS_SUBGRAPH, ...contracts.map(({ name }) => name)]),
    fields: fieldOwners(contracts, shared),
    shared,
    permissions: new Set(contracts.flatMap(({ document }) => scopesOf(document))),
    kinds: new Set([
      'operation',
      ...calls.flatMap(({ field }) => stringArgument(directiveOf(field, 'contextKind'), 'name') ?? []),
    ]),
  };
}

/** Types that several contracts add fields to: the roots, and entities. */
function sharedTypes(contracts: readonly Contract[]): TypesByName {
  const all = contracts.flatMap(({ document }) => [...mergedTypes(document)]);
  return new Map(all.filter(([name, type]) => ROOTS.includes(name) || directiveOf(type, 'key')));
}

function fieldOwners(contracts: readonly Contract[], shared: TypesByName): Map<string, Contract> {
  const owners = new Map<string, Contract>();
  for (const contract of contracts) {
    for (const [name, type] of mergedTypes(contract.document)) {
      if (!shared.has(name) || type.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
      const key = keyOf(type);
      for (const { name: field } of type.fields ?? []) {
        if (field.value !== key) owners.set(`${name}.${field.value}`, contract);
      }
    }
  }
  return owners;
}

/** Every scope of AI work that a document demands. */
function scopesOf(document: DocumentNode): string[] {
  const scopes: string[] = [];
  visit(document, {
    Directive: (node) =>
      void scopes.push(...[...print(node).matchAll(/"(context:[a-z-]+)"/g)].map(([, scope = '']) => scope)),
  });
  return scopes;
}

/** The field that an entity is known by; contracts have keys of one field. */
export function keyOf(type: TypeDefinitionNode | undefined): string | undefined {
  return type && stringArgument(directiveOf(type, 'key'), 'fields')?.trim();
}
