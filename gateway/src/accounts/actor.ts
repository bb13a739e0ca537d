import { ServiceError } from '@sluice/schema';

import { holdsPermission, type Principal } from '../identity/principal.js';

/** Who administers, and how far that goes. */
export interface Actor {
  /** For the audit log. */
  readonly id: string;
  readonly tenant: string;
  holds(permission: string): boolean;
  readonly roles: readonly string[];
  /** Narrows what the roles allow to these models and services. */
  readonly allows: NonNullable<Principal['allows']>;
  /** When what the actor holds ends, in milliseconds since 1970. */
  readonly expiresAt?: number;
}

/** Lets its holder work in every tenant. */
const ALL_TENANTS = 'tenants:manage';

/** A caller of the gateway, with what they hold and no more. */
export function toActor(principal: Principal): Actor {
  const { id, tenant, roles, allows = {}, expiresAt } = principal;
  return {
    id,
    tenant,
    holds: (permission) => holdsPermission(principal, permission),
    roles,
    allows,
    ...(expiresAt !== undefined && { expiresAt }),
  };
}

/** Whoever has the database in hand, such as the command line beside it: nothing could be kept from them. */
export function createOwner(id: string): Actor {
  return { id, tenant: 'default', holds: () => true, roles: [], allows: {} };
}

/** Whether an actor may see and change what belongs to a tenant. */
export function managesTenant(actor: Actor, tenant: string): boolean {
  return actor.tenant === tenant || actor.holds(ALL_TENANTS);
}

/**
 * Admission has asked already where an operation came by the graph; whoever comes by another way is asked here.
 *
 * @throws ServiceError `FORBIDDEN` when the actor holds none of the permissions
 */
export function requirePermission(actor: Actor, ...anyOf: readonly string[]): void {
  if (anyOf.some((permission) => actor.holds(permission))) return;
  throw new ServiceError('FORBIDDEN', `This needs the permission ${anyOf.join(' or ')}.`);
}

/**
 * The tenant whose things an actor may list: the one that was asked for, or their own; null for all of them.
 *
 * @throws ServiceError `FORBIDDEN`
 */
export function tenantToList(actor: Actor, asked: string | null | undefined): string | null {
  if (asked === null || asked === undefined) return actor.holds(ALL_TENANTS) ? null : actor.tenant;
  requireTenant(actor, asked);
  return asked;
}

/** @throws ServiceError `FORBIDDEN` */
export function requireTenant(actor: Actor, tenant: string): void {
  if (managesTenant(actor, tenant)) return;
  throw new ServiceError('FORBIDDEN', `Other tenants are managed by those who hold ${ALL_TENANTS}.`);
}
