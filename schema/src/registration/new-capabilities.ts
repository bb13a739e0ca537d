import {
  type ConstDirectiveNode,
  type DocumentNode,
  Kind,
  parse,
  print,
  Source,
  type TypeDefinitionNode,
  visit,
} from 'graphql';

import { type ContractProblem, placeOf } from '../compose/contract-problem.js';
import { permissionOf } from '../compose/rules/one-permission-per-capability.js';
import { directiveOf, namedType, stringArgument } from '../contracts/context-kinds.js';
import type { Contract } from '../contracts/read-contracts.js';
import type { NewField } from './foreign-fields.js';
import type { TypesByName } from './merged-types.js';
import { keyOf, type Names } from './names.js';

/** A contract that was registered, as it is kept. */
export interface RegisteredContract {
  /** The name of the capability. */
  readonly name: string;
  /** As a file of `capabilities/` would have it. */
  readonly sdl: string;
}

/** What the fields of a service make that no contract has. */
export interface NewCapabilities {
  readonly contracts: readonly RegisteredContract[];
  readonly problems: readonly ContractProblem[];
}

export interface NewCapabilitiesOptions {
  readonly fields: readonly NewField[];
  readonly service: TypesByName;
  readonly names: Names;
  /** What the service calls the capabilities that it offers and that no contract has. */
  readonly offered: readonly string[];
}

const CAPABILITY = /^[a-z][a-z0-9-]{0,62}$/;

/** A contract that stands in no file. */
export function toContract({ name, sdl }: RegisteredContract): Contract {
  const file = `registered/${name}.graphql`;
  return { name, file, kind: 'capability', document: parse(new Source(sdl, file)) };
}

/** Parts new fields into capabilities: those that demand the same permission are one. */
export function newCapabilities({ fields, service, names, offered }: NewCapabilitiesOptions): NewCapabilities {
  const problems: ContractProblem[] = [];
  const refuse = (message: string, { field }: NewField) => void problems.push({ message, place: placeOf([field]) });
  const groups = new Map<string, NewField[]>();
  for (const each of fields) {
    const coordinate = `${each.typeName}.${each.field.name.value}`;
    const scopes = directiveOf(each.field, 'requiresScopes');
    const permission = scopes && permissionOf(scopes);
    if (permission === undefined) {
      refuse(`${coordinate} must have @requiresScopes(scopes: [["context:…"]]) with exactly one scope.`, each);
    } else if (names.permissions.has(permission)) {
      refuse(`${coordinate} demands ${permission}, which is the permission of another capability.`, each);
    } else groups.set(permission, [...(groups.get(permission) ?? []), each]);
    const kind = stringArgument(directiveOf(each.field, 'contextKind'), 'name');
    if (kind !== undefined && names.kinds.has(kind)) refuse(`${coordinate}: the kind ${kind} is taken.`, each);
  }
  const contracts: RegisteredContract[] = [];
  for (const [permission, group] of groups) {
    const name = nameOf(group, offered, groups.size);
    const [first] = group;
    if (name !== null && !names.subgraphs.has(name) && CAPABILITY.test(name)) {
      contracts.push({ name, sdl: writeContract(group, service, names) });
    } else if (name !== null && first) refuse(`${name} is no name for a capability, or is taken.`, first);
    else if (first)
      refuse(`The fields that demand ${permission}: the service does not say of which capability.`, first);
  }
  return { contracts, problems };
}

/** The one that is offered and not known; of several the one that a kind of context is named like. */
function nameOf(group: readonly NewField[], offered: readonly string[], groups: number): string | null {
  if (groups === 1 && offered.length === 1) return offered[0] ?? null;
  const kinds = group.map(({ field }) => stringArgument(directiveOf(field, 'contextKind'), 'name'));
  return offered.find((name) => kinds.includes(name)) ?? null;
}

function writeContract(group: readonly NewField[], service: TypesByName, names: Names): string {
  const types = [...new Set(group.map(({ typeName }) => typeName))];
  const extended = types.map((typeName) => {
    const fields = group.filter((each) => each.typeName === typeName).map(({ field }) => field);
    return withFields(names.shared.get(typeName) as TypeDefinitionNode, fields, true);
  });
  const reached = reachedTypes(group, service, names, new Set(types));
  const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: [...extended, ...reached] };
  return `${print(document)}\n`;
}

/** Types that the fields lead to: the service's own, and of known ones what the contracts say. */
function reachedTypes(
  group: readonly NewField[],
  service: TypesByName,
  names: Names,
  done: ReadonlySet<string>,
): TypeDefinitionNode[] {
  const copies = new Map<string, TypeDefinitionNode>();
  const reach = (name: string) => {
    if (done.has(name) || copies.has(name) || names.common.has(name)) return;
    const shared = names.shared.get(name);
    const type = shared ? withFields(shared, [], false) : (names.types.get(name) ?? service.get(name));
    if (!type) return;
    copies.set(name, type);
    namesWithin(type).forEach(reach);
  };
  for (const { field } of group) namesWithin(field).forEach(reach);
  return [...copies.values()];
}

/** An entity with its key and these fields, or a root type with these fields. */
function withFields(
  type: TypeDefinitionNode,
  fields: readonly NewField['field'][],
  isResolved: boolean,
): TypeDefinitionNode {
  const key = keyOf(type);
  const keyFields =
    key === undefined || !('fields' in type) ? [] : (type.fields ?? []).filter(({ name }) => name.value === key);
  return {
    kind: Kind.OBJECT_TYPE_DEFINITION,
    name: type.name,
    directives: key === undefined ? [] : [keyDirective(key, isResolved)],
    fields: [...(keyFields as NewField['field'][]), ...fields],
  };
}

function keyDirective(key: string, isResolved: boolean): ConstDirectiveNode {
  const sdl = `type T @key(fields: "${key}"${isResolved ? '' : ', resolvable: false'})`;
  const [type] = parse(sdl, { noLocation: true }).definitions as TypeDefinitionNode[];
  return type?.directives?.[0] as ConstDirectiveNode;
}

/** The types that a definition names: of fields, arguments, members, and interfaces. */
function namesWithin(node: TypeDefinitionNode | NewField['field']): string[] {
  const found: string[] = [];
  visit(node, { NamedType: (type) => void found.push(namedType(type)), Directive: () => false });
  return found;
}
