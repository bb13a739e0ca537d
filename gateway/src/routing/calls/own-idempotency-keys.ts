import { createHash } from 'node:crypto';

import { ServiceError } from '@sluice/schema';
import {
  Kind,
  parse,
  print,
  type ValueNode,
  valueFromASTUntyped,
  type VariableDefinitionNode,
  type VariableNode,
  visit,
} from 'graphql';

import type { Principal } from '../../identity/principal.js';
import type { ServiceRequest } from '../service-client.js';
import type { CompiledFetch } from './compile-fetch.js';

type Variables = Readonly<Record<string, unknown>>;

/** A fetch whose idempotency keys are variables of their own. */
interface KeyedFetch {
  readonly query: string;
  /** What each of these variables stands for. */
  readonly keys: ReadonlyMap<string, ValueNode>;
  readonly defaults: Variables;
  /** The variables of the caller that are still used. */
  readonly used: ReadonlySet<string>;
}

/** The argument by which a contract lets callers name a call. */
const ARGUMENT = 'idempotencyKey';
const MAX_LENGTH = 200;

const keyedFetches = new WeakMap<CompiledFetch, KeyedFetch | null>();

/**
 * Makes every idempotency key of a fetch the caller's own. A service knows neither tenants nor principals: it would let
 * whoever names the key of another attach to what the other began, and read it.
 *
 * @throws ServiceError `BAD_USER_INPUT` for a key that is empty or too long
 */
export function withOwnIdempotencyKeys(
  fetch: CompiledFetch,
  request: ServiceRequest,
  principal: Principal,
): ServiceRequest & { readonly isKeyed: boolean } {
  const keyed = keyedFetches.get(fetch) ?? toKeyedFetch(fetch);
  keyedFetches.set(fetch, keyed);
  if (!keyed) return { ...request, isKeyed: false };
  const given = { ...keyed.defaults, ...request.variables };
  const kept = Object.entries(request.variables).filter(([name]) => keyed.used.has(name));
  const owned = [...keyed.keys].map(([name, value]) => [name, ownKey(valueFromASTUntyped(value, given), principal)]);
  return { ...request, isKeyed: true, query: keyed.query, variables: Object.fromEntries([...kept, ...owned]) };
}

/** It tells a service neither the key nor who chose it. */
function ownKey(key: unknown, { tenant, kind, id }: Principal): string {
  const text = String(key);
  if (text.trim() === '' || text.length > MAX_LENGTH) {
    const message = `${ARGUMENT}: expected 1 to ${MAX_LENGTH} characters.`;
    throw new ServiceError('BAD_USER_INPUT', message, { inputPath: [ARGUMENT] });
  }
  return createHash('sha256')
    .update(JSON.stringify([tenant, kind, id, text]))
    .digest('base64url');
}

/** The text is the same for every caller, so that a service parses it once. */
function toKeyedFetch({ query, operation: { variableDefinitions = [] } }: CompiledFetch): KeyedFetch | null {
  const taken = new Set(variableDefinitions.map(({ variable }) => variable.name.value));
  const keys = new Map<string, ValueNode>();
  const replaced = visit(parse(query, { noLocation: true }), {
    Argument(argument) {
      if (argument.name.value !== ARGUMENT) return undefined;
      const name = freeName(taken);
      taken.add(name);
      keys.set(name, argument.value);
      return { ...argument, value: variableOf(name) };
    },
  });
  if (keys.size === 0) return null;
  const used = new Set<string>();
  visit(replaced, { VariableDefinition: () => false, Variable: ({ name }) => void used.add(name.value) });
  const text = visit(replaced, {
    OperationDefinition: (operation) => ({
      ...operation,
      variableDefinitions: [
        ...variableDefinitions.filter(({ variable }) => used.has(variable.name.value)),
        ...[...keys.keys()].map(keyDefinition),
      ],
    }),
  });
  return { query: print(text), keys, defaults: defaultsOf(variableDefinitions), used };
}

function freeName(taken: ReadonlySet<string>): string {
  for (let number = 0; ; number += 1) if (!taken.has(`${ARGUMENT}${number}`)) return `${ARGUMENT}${number}`;
}

function variableOf(name: string): VariableNode {
  return { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } };
}

function keyDefinition(name: string): VariableDefinitionNode {
  return {
    kind: Kind.VARIABLE_DEFINITION,
    variable: variableOf(name),
    type: { kind: Kind.NON_NULL_TYPE, type: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: 'ID' } } },
  };
}

function defaultsOf(definitions: readonly VariableDefinitionNode[]): Variables {
  const given = definitions.filter(({ defaultValue }) => defaultValue !== undefined);
  return Object.fromEntries(
    given.map(({ variable, defaultValue }) => [
      variable.name.value,
      valueFromASTUntyped(defaultValue ?? { kind: Kind.NULL }),
    ]),
  );
}
