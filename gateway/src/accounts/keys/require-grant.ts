import { ServiceError } from '@sluice/schema';

import { namesAllowed } from '../../identity/allowances.js';
import type { Roles } from '../../identity/roles.js';
import { type Actor, requireTenant } from '../actor.js';

/** What a key gives to whoever holds it. */
export interface Grant {
  readonly tenant: string;
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
  readonly models: readonly string[] | null;
  readonly services: readonly string[] | null;
  readonly expiresAt: Date | null;
}

/**
 * Nobody gives more than they hold: neither permissions, nor models and services, nor a longer life.
 *
 * @throws ServiceError `BAD_USER_INPUT` for a role that there is not, `FORBIDDEN` that names what is missing
 */
export function requireGrant(actor: Actor, grant: Grant, roles: Roles): void {
  requireTenant(actor, grant.tenant);
  const permissions = [...requireRoles(grant.roles, roles), ...grant.scopes];
  const missing = permissions.find((permission) => !actor.holds(permission));
  if (missing !== undefined) throw tooMuch(`the permission ${missing}`);
  for (const list of ['models', 'services'] as const) {
    const held = namesAllowed(list, { roles: actor.roles, own: actor.allows[list] ?? null }, roles);
    requireNames(list, held, namesAllowed(list, { roles: grant.roles, own: grant[list] }, roles));
  }
  if (actor.expiresAt !== undefined && (grant.expiresAt?.getTime() ?? Infinity) > actor.expiresAt) {
    throw tooMuch('a credential that lives as long; name an earlier expiresAt');
  }
}

function requireRoles(wanted: readonly string[], { names, permissionsOf }: Roles): readonly string[] {
  const unknown = wanted.find((role) => !names.includes(role));
  if (unknown === undefined) return permissionsOf(wanted);
  const message = `There is no role ${unknown}; there are ${names.join(', ')}.`;
  throw new ServiceError('BAD_USER_INPUT', message, { inputPath: ['input', 'roles'] });
}

/** Of what the new key would really be allowed, by its roles and its own list. */
function requireNames(what: string, held: readonly string[] | null, given: readonly string[] | null): void {
  if (held === null) return;
  const missing = given?.find((name) => !held.includes(name));
  if (given === null || missing !== undefined) throw tooMuch(`all of these ${what}; you may give ${held.join(', ')}`);
}

function tooMuch(what: string): ServiceError {
  return new ServiceError('FORBIDDEN', `Nobody can give more than they hold, and you do not hold ${what}.`);
}
