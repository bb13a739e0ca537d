import { getArgumentValues, type GraphQLField, type GraphQLSchema, isObjectType } from 'graphql';

import type { RequestContext } from '../../request-context.js';
import type { CallContract } from '../../supergraph/capability-index.js';
import type { Call, CallNode } from '../calls/call.js';
import type { CompiledFetch } from '../calls/compile-fetch.js';
import type { ScopeOf } from './cache-scope.js';
import type { CallIntent, IntentOf } from './call-intent.js';
import { callKey, type KeyParts } from './call-key.js';
import { compileFits, type Fits } from '../calls/fits.js';
import { givenVariables, selectionOf } from './selection.js';

/** A call as the cache sees it. */
export interface AskedCall {
  readonly call: Call;
  readonly contract: CallContract;
  readonly key: string;
  /** The model that is meant to answer; null where it makes no difference or is not known. */
  readonly model: string | null;
  readonly fits: Fits;
  /** How much older than it may be an answer is given where nobody can answer anew, in milliseconds. */
  readonly staleIfErrorMs: number;
}

type Values = Readonly<Record<string, unknown>>;

export interface AskOptions {
  /** Of the supergraph. */
  readonly schema: GraphQLSchema;
  readonly scopeOf: ScopeOf;
  readonly intentOf: IntentOf;
}

/** Names the answers of the calls of one fetch. @returns null for a call whose answer has no name */
export type AskCache = (
  fetch: CompiledFetch,
  variables: Values,
  context: RequestContext,
) => (call: Call) => AskedCall | null;

/** What is the same for all calls of a field in one fetch. */
interface Asking {
  readonly contract: CallContract;
  readonly intent: CallIntent;
  readonly parts: Omit<KeyParts, 'representation'>;
  readonly fits: Fits;
}

export function createAskCache({ schema, scopeOf, intentOf }: AskOptions): AskCache {
  const compiled = new WeakMap<CallNode, Fits>();
  const fitsOf = (node: CallNode, { type }: GraphQLField<unknown, unknown>, { fragments }: CompiledFetch) => {
    const fits = compiled.get(node) ?? compileFits(type, node.field.selectionSet, { schema, fragments });
    compiled.set(node, fits);
    return fits;
  };

  function askNode(call: Call, fetch: CompiledFetch, variables: Values, context: RequestContext): Asking | null {
    const { node } = call;
    const { contract } = node;
    const field = fieldOf(schema, node);
    if (!contract || !field || !isKept(node, fetch)) return null;
    const intent = intentOf(call, context, variables);
    const all = givenVariables(fetch, variables);
    const given = argumentsOf(field, node, all);
    if (!intent || !given) return null;
    const { text, variables: used } = selectionOf(node, fetch);
    const parts = {
      scope: scopeOf(contract, context),
      coordinate: contract.coordinate,
      model: intent.model,
      arguments: given,
      selection: text,
      variables: Object.fromEntries(used.map((name) => [name, all[name] ?? null])),
    };
    return { contract, intent, parts, fits: fitsOf(node, field, fetch) };
  }

  return (fetch, variables, context) => {
    const asked = new Map<CallNode, Asking | null>();
    return (call) => {
      const { node, representation } = call;
      const asking = asked.has(node) ? asked.get(node) : askNode(call, fetch, variables, context);
      asked.set(node, asking ?? null);
      if (!asking) return null;
      const { contract, fits, intent, parts } = asking;
      const key = callKey({ ...parts, representation });
      return key === null ? null : { call, contract, key, fits, ...intent };
    };
  };
}

/**
 * Answers that name pictures and sounds are made anew for each caller: the URLs in them are signed, of one tenant, and
 * expire.
 */
function isKept({ contract, media }: CallNode, { operation }: CompiledFetch): boolean {
  return contract?.effect === 'PURE' && media.length === 0 && operation.operation === 'query';
}

function fieldOf(schema: GraphQLSchema, { typeName, field }: CallNode): GraphQLField<unknown, unknown> | undefined {
  const type = typeName === null ? schema.getQueryType() : schema.getType(typeName);
  return isObjectType(type) ? type.getFields()[field.name.value] : undefined;
}

function argumentsOf(field: GraphQLField<unknown, unknown>, { field: node }: CallNode, given: Values) {
  try {
    return getArgumentValues(field, node, given);
  } catch {
    // What is wrong with them the service tells.
    return null;
  }
}
