import type { ServiceConfig } from '../config/config.js';

/**
 * What the gateway presents to each service, by name: to those that it started the token that it gave them, to others
 * the one that their configuration names. A service never sees the token of another.
 */
export function serviceTokens(
  services: readonly ServiceConfig[],
  environment: Readonly<Record<string, string | undefined>>,
  ownToken: string,
): ReadonlyMap<string, string> {
  return new Map(
    services.flatMap((service) => {
      const token = service.kind === 'run' ? ownToken : environment[service.tokenFrom ?? ''];
      return token === undefined ? [] : [[service.name, token] as const];
    }),
  );
}
