import type { Permission } from './permissions.js';

/** What a role may do, and with what. */
export interface RoleDefinition {
  /** Permissions, or families of them such as `context:*`. */
  readonly permissions: readonly string[];
  /** The only models that it may name and be served by; without it, any. */
  readonly models?: readonly string[] | undefined;
  /** The only services that its calls may go to; without it, any. */
  readonly services?: readonly string[] | undefined;
}

/** A role of the configuration: `access.roles`. */
export interface RoleSettings extends RoleDefinition {
  /** Roles whose permissions it has as well. */
  readonly inherits: readonly Role[];
}

type Family = Permission extends infer Name ? (Name extends `${infer Begin}:${string}` ? `${Begin}:*` : never) : never;

const BUILT_IN = {
  /** Whoever owns the gateway: everything. */
  admin: [
    'context:*',
    'executions:*',
    'webhooks:*',
    'services:*',
    'capabilities:*',
    'keys:*',
    'roles:*',
    'tenants:*',
    'budgets:*',
    'usage:*',
    'audit:*',
    'graph:*',
    'diagnostics:*',
  ],
  /** Whoever keeps it running: sees everything and mends services, but runs no AI and touches no accounts. */
  operator: ['executions:*', 'webhooks:*', 'services:*', 'usage:read', 'audit:read', 'graph:*', 'diagnostics:read'],
  /** Whoever builds on it. */
  developer: ['context:*', 'executions:*', 'webhooks:*', 'services:read', 'usage:read', 'graph:*', 'diagnostics:read'],
  /** Whoever only looks. */
  viewer: ['executions:read', 'webhooks:read', 'services:read', 'usage:read'],
  /** A program in production: runs what it was written for, and need not be told of anything else. */
  service: ['context:*', 'executions:read'],
} as const satisfies Record<string, readonly (Permission | Family)[]>;

/** A role that every gateway has. */
export type Role = keyof typeof BUILT_IN;

/** The roles that every gateway has. */
export const ROLES = Object.keys(BUILT_IN) as readonly Role[];

/** What a built-in role may do. */
export function permissionsOf(role: Role): readonly string[] {
  return BUILT_IN[role];
}

/** The roles of a gateway: those that every one has, and its own. */
export interface Roles {
  /** In the order of their definition, built-in ones first. */
  readonly names: readonly string[];
  /** A role that nobody has defined may do nothing. */
  definitionOf(role: string): RoleDefinition;
  /** Everything that somebody with these roles may do. */
  permissionsOf(roles: readonly string[]): readonly string[];
}

const NOTHING: RoleDefinition = Object.freeze({ permissions: [] });

/** @param own roles of the configuration; what is built in is never changed by them */
export function createRoles(own: Readonly<Record<string, RoleSettings>> = {}): Roles {
  const definitions = new Map<string, RoleDefinition>();
  for (const [name, { inherits, permissions, ...allowed }] of Object.entries(own)) {
    const inherited = inherits.flatMap((role) => permissionsOf(role));
    definitions.set(name, { ...allowed, permissions: [...new Set([...inherited, ...permissions])] });
  }
  for (const role of ROLES) definitions.set(role, { permissions: permissionsOf(role) });
  const definitionOf = (role: string) => definitions.get(role) ?? NOTHING;
  return {
    names: [...new Set([...ROLES, ...definitions.keys()])],
    definitionOf,
    permissionsOf: (roles) => [...new Set(roles.flatMap((role) => definitionOf(role).permissions))],
  };
}
