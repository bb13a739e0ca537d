import type { IssuerSettings } from '../../config/issuer-settings.js';
import { holdsPermission, type Principal } from '../principal.js';
import { claimAt, wordsAt } from './claims.js';
import type { JsonObject } from './issuer-client.js';

export interface ToPrincipalOptions {
  readonly settings: Pick<IssuerSettings, 'name' | 'tenant' | 'roles' | 'scopes'>;
  readonly permissionsOf: PermissionsOf;
}

/** What these roles may do together. */
export type PermissionsOf = (roles: readonly string[]) => readonly string[];

/** What the claims of a checked token make of its bearer. */
export type Bearer = Pick<Principal, 'id' | 'tenant' | 'roles' | 'permissions'>;

/**
 * Makes a caller of claims; null where they name nobody, or a tenant that is not the issuer's to name. Ids begin with the
 * name of the issuer, so that no issuer speaks of the callers of another.
 */
export function toBearer(claims: JsonObject, { settings, permissionsOf }: ToPrincipalOptions): Bearer | null {
  const subject = subjectOf(claims);
  const tenant = tenantOf(claims, settings.tenant);
  if (subject === null || tenant === null) return null;
  const roles = rolesOf(claims, settings.roles);
  const permissions = permissionsBy(claims, settings, permissionsOf(roles));
  return { id: `${settings.name}${subject}`, tenant, roles, permissions };
}

/** A user is `:` and `sub`, a client that acts for itself and has none `#` and `client_id`. */
function subjectOf(claims: JsonObject): string | null {
  const [mark, subject] = claims['sub'] === undefined ? ['#', claims['client_id']] : [':', claims['sub']];
  return typeof subject === 'string' && SUBJECT.test(subject) ? `${mark}${subject}` : null;
}

/** OpenID Connect Core, section 2: at most 255 characters of ASCII. */
const SUBJECT = /^[\x21-\x7e]{1,255}$/;
const TENANT = /^[A-Za-z0-9][A-Za-z0-9._:@/-]{0,127}$/;

function tenantOf(claims: JsonObject, tenant: IssuerSettings['tenant']): string | null {
  if ('value' in tenant) return tenant.value;
  const named = claimAt(claims, tenant.claim);
  if (typeof named !== 'string' || !TENANT.test(named)) return null;
  return tenant.allowed === undefined || tenant.allowed.includes(named) ? named : null;
}

function rolesOf(claims: JsonObject, roles: IssuerSettings['roles']): readonly string[] {
  if (!roles) return [];
  const { claim, map, always } = roles;
  const mapped = claim === undefined ? [] : wordsAt(claims, claim).flatMap((value) => own(map, value));
  return [...new Set([...always, ...mapped])];
}

function permissionsBy(
  claims: JsonObject,
  { roles, scopes }: ToPrincipalOptions['settings'],
  byRole: readonly string[],
): readonly string[] {
  if (!scopes) return byRole;
  const { claim, map } = scopes;
  const words = wordsAt(claims, claim);
  const byScope = [...new Set(map ? words.flatMap((scope) => own(map, scope)) : words.filter(isPermission))];
  return roles ? common(byRole, byScope) : byScope;
}

const isPermission = (scope: string) => /^[A-Za-z][\w.-]*(:[\w.-]+)*:([\w.-]+|\*)$/.test(scope);

const own = (map: Readonly<Record<string, readonly string[]>>, key: string) =>
  Object.hasOwn(map, key) ? (map[key] ?? []) : [];

/** What both lists allow, `context:*` standing for all that begin so. */
function common(left: readonly string[], right: readonly string[]): readonly string[] {
  const allowed = (list: readonly string[], by: readonly string[]) =>
    list.filter((permission) => holdsPermission({ permissions: by }, permission));
  return [...new Set([...allowed(left, right), ...allowed(right, left)])];
}
