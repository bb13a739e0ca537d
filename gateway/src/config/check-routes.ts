import { ROLES } from '../identity/roles.js';
import type { ConfigSettings } from './config-schema.js';
import type { RouteSettings } from './route-settings.js';
import { suggest } from './suggest.js';
import type { SettingPath } from './yaml-source.js';

/** What is wrong with a route, and where it stands in the file. */
export interface RouteProblem {
  readonly path: SettingPath;
  readonly message: string;
}

type Settings = Pick<ConfigSettings, 'routes' | 'services' | 'contexts' | 'access'>;

/** What is wrong with routes where one setting alone does not tell it: names of nothing, and routes that take nothing. */
export function routeProblems({ routes, services, contexts, access }: Settings): readonly RouteProblem[] {
  const serviceNames = services.map(({ name }) => name);
  const roleNames = [...ROLES, ...Object.keys(access.roles)];
  return routes.flatMap((route, index) => {
    const at = (...path: SettingPath) => ['routes', index, ...path];
    return [
      ...route.targets.flatMap(({ service }, target) =>
        unknown('service', service, serviceNames, at('targets', target, 'service')).map(toRegister),
      ),
      ...(route.roles ?? []).flatMap((role, position) => unknown('role', role, roleNames, at('roles', position))),
      ...aliased(route, contexts.modelAliases, at('model')),
      ...shadowed(route, routes.slice(0, index), at()),
    ];
  });
}

function unknown(kind: string, name: string, known: readonly string[], path: SettingPath): RouteProblem[] {
  if (known.includes(name)) return [];
  const meant = suggest(name, known);
  const hint = meant === undefined ? `known are ${known.join(', ')}` : `did you mean \`${meant}\`?`;
  return [{ path, message: `there is no ${kind} "${name}"; ${hint}` }];
}

/** A route is checked before anybody has registered: what it may wait for says so. */
const toRegister = ({ path, message }: RouteProblem): RouteProblem => ({
  path,
  message: `${message} (a service that registers itself needs an entry with \`registers: true\`)`,
});

/** An alias is gone before a route is looked for: a route of its name would never take a call. */
function aliased(
  { model }: RouteSettings,
  aliases: Readonly<Record<string, string>>,
  path: SettingPath,
): RouteProblem[] {
  if (model === undefined || !Object.hasOwn(aliases, model)) return [];
  const meant = aliases[model] ?? '';
  return [
    {
      path,
      message: `contexts.modelAliases makes "${meant}" of "${model}" first; name "${meant}" here, or leave the alias out`,
    },
  ];
}

function shadowed(route: RouteSettings, before: readonly RouteSettings[], path: SettingPath): RouteProblem[] {
  const index = before.findIndex(
    ({ capability, model, tenants, roles, labels }) =>
      capability === route.capability &&
      (model === undefined || model === route.model) &&
      tenants === undefined &&
      roles === undefined &&
      labels === undefined,
  );
  if (index < 0) return [];
  return [{ path, message: `takes no call, since routes[${index}] takes all that it would; put it before that one` }];
}
