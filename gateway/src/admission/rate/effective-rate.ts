import type { RateSettings } from '../../config/rate-settings.js';
import type { Principal } from '../../identity/principal.js';
import type { DeclaredRate } from '../../supergraph/rate-index.js';

/** The limit that holds for a caller at a field. */
export interface EffectiveRate {
  /** Points in one window. */
  readonly limit: number;
  /** Of the window, in seconds. */
  readonly duration: number;
  readonly per: RateSettings['per'];
}

/**
 * What a caller may have of a field: what the configuration says for one of its roles, else the field's limit times the
 * largest multiplier of its roles.
 */
export function effectiveRate(
  coordinate: string,
  declared: DeclaredRate,
  { roles }: Pick<Principal, 'roles'>,
  settings: RateSettings,
): EffectiveRate {
  const own = Object.hasOwn(settings.fields, coordinate) ? settings.fields[coordinate] : undefined;
  const of = (table: Readonly<Record<string, number>>) =>
    roles.flatMap((role) => (Object.hasOwn(table, role) ? (table[role] ?? []) : []));
  const overrides = of(own?.roles ?? {});
  const multipliers = of(settings.multipliers);
  const general = own?.limit ?? declared.limit;
  const multiplied = multipliers.length > 0 ? Math.max(1, Math.floor(general * Math.max(...multipliers))) : general;
  return {
    limit: overrides.length > 0 ? Math.max(...overrides) : multiplied,
    duration: own?.duration ?? declared.duration,
    per: own?.per ?? settings.per,
  };
}
