import { getDirectiveValues, GraphQLIncludeDirective, GraphQLSkipDirective } from 'graphql';

import type { Call, CallNode, Representation } from './call.js';
import type { CompiledFetch } from './compile-fetch.js';

/** A fetch as calls, and where in its answer each call's outcome belongs. */
export interface Apart {
  /** Each distinct call once, in the order of the fetch. */
  readonly calls: readonly Call[];
  /** For every place of the answer (an entity, or the root alone): the calls that fill it. */
  readonly places: readonly (readonly Call[])[];
}

/**
 * Takes a fetch apart. A list with the same text twice has two representations and one call: an entity's field is the
 * same wherever the entity stands. Root fields are never folded: two `generate` are two.
 */
export function takeApart({ nodes, kind }: CompiledFetch, variables: Readonly<Record<string, unknown>>): Apart {
  const included = nodes
    .filter((node) => isIncluded(node, variables))
    .map((node) => ({ node, key: nodeKey(node, variables) }));
  if (kind === 'root') {
    const calls = included.map(({ node, key }) => ({ node, key: `${node.name}:${key}`, representation: null }));
    return { calls, places: [calls] };
  }
  const known = new Map<string, Call>();
  const representations = variables['representations'] as readonly Representation[];
  const places = representations.map((representation) => {
    const entityKey = JSON.stringify(representation);
    return included
      .filter(({ node }) => node.typeName === null || node.typeName === representation.__typename)
      .map(({ node, key }) => {
        // The name is part of it: one fetch may ask for the same under two aliases.
        const place = `${node.name}:${key}${entityKey}`;
        const call = known.get(place) ?? { node, representation, key: `${key}${entityKey}` };
        known.set(place, call);
        return call;
      });
  });
  return { calls: [...known.values()], places };
}

function nodeKey({ text, variables: used }: CallNode, variables: Readonly<Record<string, unknown>>): string {
  return `${text}${JSON.stringify(used.map((name) => variables[name] ?? null))}`;
}

function isIncluded({ field }: CallNode, variables: Readonly<Record<string, unknown>>): boolean {
  if (!field.directives?.length) return true;
  const skip = getDirectiveValues(GraphQLSkipDirective, field, variables);
  const include = getDirectiveValues(GraphQLIncludeDirective, field, variables);
  return skip?.['if'] !== true && include?.['if'] !== false;
}
