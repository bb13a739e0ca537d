import type { RouteSettings } from '../../config/route-settings.js';

/** Other names that lead to a model of a capability. */
export type ModelNames = (capability: string, model: string) => readonly string[];

export interface ModelNameSettings {
  readonly aliases: Readonly<Record<string, string>>;
  readonly routes: readonly RouteSettings[];
}

/** @returns the aliases of a model, and the names of routes of which it is a target, with the aliases of those */
export function createModelNames({ aliases, routes }: ModelNameSettings): ModelNames {
  const aliasesOf = (name: string) => Object.keys(aliases).filter((alias) => aliases[alias] === name);
  return (capability, model) => {
    const named = routes.flatMap((route) => {
      const leadsThere = route.capability === capability && route.targets.some((target) => target.model === model);
      return leadsThere && route.model !== undefined && route.model !== model ? [route.model] : [];
    });
    return [...new Set([...aliasesOf(model), ...named.flatMap((name) => [name, ...aliasesOf(name)])])].toSorted();
  };
}
