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

/**
 * What one of the roles allows is allowed, and a role without a list allows all; the list of the principal itself
 * narrows that.
 */
export function createAllowances({ allows, roles: names }: Principal, roles: Roles): Allowances {
  const definitions = names.map((name) => roles.definitionOf(name));
  const ofRoles = (list: List): ReadonlySet<string> | null =>
    definitions.every((definition) => definition[list])
      ? new Set(definitions.flatMap((definition) => definition[list] ?? []))
      : null;
  const check = (list: List) => {
    const own = allows?.[list];
    const inherited = definitions.length > 0 ? ofRoles(list) : null;
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
