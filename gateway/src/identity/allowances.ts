import type { Principal } from './principal.js';
import type { Roles } from './roles.js';

/** With which models and services somebody may do what their permissions allow. */
export interface Allowances {
  allowsModel(model: string): boolean;
  allowsService(service: string): boolean;
  /** Whether every model is allowed: then none has to be compared. */
  readonly allowsEveryModel: boolean;
}

type List = 'models' | 'services';

/** The names that somebody with these roles may use at most, whatever their credential says; null for every one. */
export function namesAllowed(
  list: List,
  { roles: names, own }: { readonly roles: readonly string[]; readonly own: readonly string[] | null },
  roles: Pick<Roles, 'definitionOf'>,
): readonly string[] | null {
  const inherited = listOfRoles(list, names, roles);
  if (inherited === null) return own;
  return own === null ? [...inherited] : own.filter((name) => inherited.has(name));
}

function listOfRoles(
  list: List,
  names: readonly string[],
  roles: Pick<Roles, 'definitionOf'>,
): ReadonlySet<string> | null {
  const definitions = names.map((name) => roles.definitionOf(name));
  if (definitions.length === 0 || !definitions.every((definition) => definition[list])) return null;
  return new Set(definitions.flatMap((definition) => definition[list] ?? []));
}

/**
 * What one of the roles allows is allowed, and a role without a list allows all; the list of the principal itself
 * narrows that.
 */
export function createAllowances({ allows, roles: names }: Principal, roles: Roles): Allowances {
  const check = (list: List) => {
    const own = allows?.[list];
    const inherited = listOfRoles(list, names, roles);
    return {
      isOpen: own === undefined && inherited === null,
      allows: (name: string) => (own?.includes(name) ?? true) && (inherited?.has(name) ?? true),
    };
  };
  const models = check('models');
  return {
    allowsModel: models.allows,
    allowsService: check('services').allows,
    allowsEveryModel: models.isOpen,
  };
}
