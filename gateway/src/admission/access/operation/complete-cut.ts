import type { GatewayExecutionResult } from '@apollo/server-gateway-interface';
import type { GraphQLError } from 'graphql';

import { denialError, type ResponsePath } from '../denial-error.js';
import type { DeniedField } from './find-denied.js';
import { isNonNullable, itemsOf, type Returns } from './returned-types.js';
import type { MarkedChild, MarkerTree } from './marker-tree.js';
import type { FieldPart } from './selected-part.js';

/** Most errors that one answer tells of denied fields: a list of a thousand texts would otherwise have a thousand. */
const MAX_ERRORS = 100;

type Data = Readonly<Record<string, unknown>>;

/**
 * Puts null in the place of everything that was cut, wherever the answer has it, with the error of its rule. Where a
 * denied field cannot be null, the null goes up to the next that can
 * (https://spec.graphql.org/October2021/#sec-Handling-Field-Errors).
 */
export function completeCut(
  result: GatewayExecutionResult,
  tree: MarkerTree,
  denied: ReadonlyMap<FieldPart, DeniedField>,
): GatewayExecutionResult {
  const errors: GraphQLError[] = [];
  const { data } = result;
  if (!data) return result;

  function completeObject(object: Data, { markers, children }: MarkerTree, path: ResponsePath): Data | null {
    const completed = Object.create(null) as Record<string, unknown>;
    for (const [key, value] of Object.entries(object)) {
      const marked = markers.get(key);
      if (marked) {
        const field = fieldFor(marked, value);
        deny(field, [...path, field.key]);
        if (isNonNullable(returnsOf(field, value))) return null;
        completed[field.key] = null;
        continue;
      }
      // What another selection has under the name of a denied field is denied with it.
      if (key in completed) continue;
      const child = children.get(key);
      const whole = child ? completeValue(value, child.returns, child, [...path, key]) : value;
      if (child && whole === null && isNonNullable(child.returns)) return null;
      completed[key] = whole;
    }
    return completed;
  }

  function completeValue(value: unknown, returns: Returns, child: MarkedChild, path: ResponsePath): unknown {
    if (value === null || value === undefined) return value ?? null;
    if (!Array.isArray(value)) return completeObject(value as Data, child.tree, path);
    const items = itemsOf(returns);
    const completed = value.map((item, index) => completeValue(item, items, child, [...path, index]));
    return isNonNullable(items) && completed.includes(null) ? null : completed;
  }

  function deny(field: FieldPart, path: ResponsePath): void {
    const why = denied.get(field);
    if (why && errors.length < MAX_ERRORS) errors.push(denialError(why, path));
  }

  const completed = completeObject(data, tree, []);
  return { ...result, data: completed, errors: [...(result.errors ?? []), ...errors] };
}

/** The placeholder holds the type of its object: of several denied fields with one name, it tells which this is. */
function fieldFor(marked: readonly FieldPart[], typename: unknown): FieldPart {
  const [first] = marked;
  if (!first) throw new TypeError('A marker stands for a field.');
  return marked.find(({ types }) => types.some(({ name }) => name === typename)) ?? first;
}

function returnsOf({ types, checks }: FieldPart, typename: unknown): Returns {
  const index = types.findIndex(({ name }) => name === typename);
  const check = checks[index];
  return check ? [check.guard.field.type] : checks.map(({ guard }) => guard.field.type);
}
