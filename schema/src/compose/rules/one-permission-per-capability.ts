import { type ConstDirectiveNode, print } from 'graphql';

import { type CallField, directiveOf } from '../../contracts/context-kinds.js';
import { type ContractProblem, placeOf } from '../contract-problem.js';

/**
 * Every field that an AI service answers demands exactly one scope, `context:<verb>`, and all fields of a capability
 * demand the same one: a permission means one thing.
 */
export function onePermissionPerCapability(fields: readonly CallField[]): ContractProblem[] {
  const permissions = new Map<string, string>();
  return fields.flatMap(({ contract, typeName, field }) => {
    const scopes = directiveOf(field, 'requiresScopes');
    const permission = scopes && permissionOf(scopes);
    const known = permissions.get(contract.name);
    if (permission && known === undefined) permissions.set(contract.name, permission);
    if (permission && (known === undefined || known === permission)) return [];
    const coordinate = `${typeName}.${field.name.value}`;
    const message = permission
      ? `${coordinate} demands ${permission}, but ${contract.name} demands ${known}: one permission per capability.`
      : `${coordinate} has @call and must have @requiresScopes(scopes: [["context:…"]]) with exactly one scope.`;
    return [{ message, place: placeOf([field.name]) }];
  });
}

/** `context:embed` of `@requiresScopes(scopes: [["context:embed"]])`; undefined where it says more or less. */
export function permissionOf(scopes: ConstDirectiveNode): string | undefined {
  return /^@requiresScopes\(scopes: \[\["(context:[a-z-]+)"\]\]\)$/.exec(print(scopes))?.[1];
}
