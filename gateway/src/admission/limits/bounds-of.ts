import type { OperationBounds, OperationLimitSettings } from '../../config/limit-settings.js';
import type { Principal } from '../../identity/principal.js';

/** The bounds that hold for a caller: of several roles, the widest. */
export type BoundsOf = (principal: Pick<Principal, 'roles'>) => OperationBounds;

/** Most combinations of roles that are remembered: a token may name roles that nobody knows. */
const MAX_KNOWN = 1_000;

/** Reads bounds by role from the configuration. */
export function createBounds(settings: OperationLimitSettings): BoundsOf {
  const { roles: byRole, ...general } = settings;
  const known = new Map<string, OperationBounds>();
  const make = (roles: readonly string[]): OperationBounds => {
    const widest = (name: keyof OperationBounds) =>
      Math.max(
        ...roles.map((role) => (Object.hasOwn(byRole, role) ? byRole[role]?.[name] : undefined) ?? general[name]),
      );
    if (roles.length === 0) return general;
    const names = Object.keys(general) as (keyof OperationBounds)[];
    return Object.fromEntries(names.map((name) => [name, widest(name)])) as unknown as OperationBounds;
  };
  return ({ roles }) => {
    const key = JSON.stringify(roles);
    const bounds = known.get(key) ?? make(roles);
    if (known.size < MAX_KNOWN) known.set(key, bounds);
    return bounds;
  };
}
