import type { GatewayExecutionResult } from '@apollo/server-gateway-interface';
import { type GraphQLError, type GraphQLOutputType, isListType, isNonNullType } from 'graphql';

import { denialError, type ResponsePath } from '../denial-error.js';
import type { DeniedField } from './find-denied.js';
import type { MarkerTree } from './marker-tree.js';
import type { FieldPart } from './selected-part.js';

/** Most errors that one answer tells of denied fields: a list of a thousand texts would otherwise have a thousand. */
const MAX_ERRORS = 100;

type Data = Readonly<Record<string, unknown>>;
type Returned = GraphQLOutputType | undefined;

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

  function completeObject(object: Data, { markers, children, probe }: MarkerTree, path: ResponsePath): Data | null {
    const completed = Object.create(null) as Record<string, unknown>;
    const typename = String(object[probe]);
    // What another selection has under the name of a denied field is denied with it, wherever it stands.
    const deniedNames = new Set(
      Object.keys(object).flatMap((key) => markers.get(key)?.map((field) => field.key) ?? []),
    );
    for (const [key, value] of Object.entries(object)) {
      const marked = markers.get(key);
      const child = children.get(key);
      if (marked) {
        const field = fieldOn(typename, marked);
        deny(field, [...path, field.key]);
        if (isNonNullType(returnedBy(field, typename))) return null;
        completed[field.key] = null;
      } else if (key !== probe && !deniedNames.has(key)) {
        const type = child?.returns.get(typename);
        const whole = child ? completeValue(value, type, child.tree, [...path, key]) : value;
        if (child && whole === null && isNonNullType(type)) return null;
        completed[key] = whole;
      } else if (key !== probe) {
        completed[key] = null;
      }
    }
    return completed;
  }

  function completeValue(value: unknown, type: Returned, tree: MarkerTree, path: ResponsePath): unknown {
    if (value === null || value === undefined) return null;
    if (!Array.isArray(value)) return completeObject(value as Data, tree, path);
    const list = isNonNullType(type) ? type.ofType : type;
    const items: Returned = isListType(list) ? list.ofType : undefined;
    const completed = value.map((item, index) => completeValue(item, items, tree, [...path, index]));
    return isNonNullType(items) && completed.includes(null) ? null : completed;
  }

  function deny(field: FieldPart, path: ResponsePath): void {
    const why = denied.get(field);
    if (why && errors.length < MAX_ERRORS) errors.push(denialError(why, path));
  }

  const completed = completeObject(data, tree, []);
  return { ...result, data: completed, errors: [...(result.errors ?? []), ...errors] };
}

/** Of several denied fields with one name, the one that stands on objects of the type. */
function fieldOn(typename: string, marked: readonly FieldPart[]): FieldPart {
  const [first] = marked;
  if (!first) throw new TypeError('A marker stands for a field.');
  return marked.find(({ types }) => types.some(({ name }) => name === typename)) ?? first;
}

function returnedBy({ checks }: FieldPart, typename: string): Returned {
  return checks.find(({ guard }) => guard.type.name === typename)?.guard.field.type;
}
