import { ServiceError } from '@sluice/schema';

import type { OperationBounds } from '../../../config/limit-settings.js';
import { limitError } from '../limit-error.js';
import { isReserved } from './reserved-names.js';

/**
 * How large the variables of an operation are, without recursion: they may be nested a hundred thousand deep, which a
 * coercion that recurses does not survive. Stops at the first limit that is passed.
 */
export function checkVariables(variables: unknown, bounds: OperationBounds): ServiceError | null {
  const { maxVariableDepth, maxVariableValues, maxVariableCharacters } = bounds;
  const pending: { readonly value: unknown; readonly depth: number }[] = [{ value: variables, depth: 0 }];
  let [values, characters] = [-1, 0];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { value, depth } = next;
    values += 1;
    if (typeof value === 'string' && !value.startsWith('data:')) characters += value.length;
    if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value)) {
        if (!Array.isArray(value)) characters += name.length;
        if (isReserved(name)) return reserved(name);
        pending.push({ value: inner as unknown, depth: depth + 1 });
      }
    }
    if (depth > maxVariableDepth) return tooDeep(depth, maxVariableDepth);
    // What waits will be counted: a list of a million need not be gone through to be too long.
    const known = values + pending.length;
    if (known > maxVariableValues) return tooLarge('values of variables', known, maxVariableValues);
    if (characters > maxVariableCharacters)
      return tooLarge('characters of variables', characters, maxVariableCharacters);
  }
  return null;
}

function reserved(name: string): ServiceError {
  return new ServiceError('BAD_USER_INPUT', `The name ${name} cannot be used in variables.`);
}

function tooDeep(value: number, limit: number): ServiceError {
  return limitError({ code: 'OPERATION_TOO_DEEP', dimension: 'levels of variables', limit, value });
}

function tooLarge(dimension: string, value: number, limit: number): ServiceError {
  return limitError({ code: 'OPERATION_TOO_LARGE', dimension, limit, value });
}
