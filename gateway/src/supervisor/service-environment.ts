import { SERVICE_ENVIRONMENT } from '@sluice/schema';

/** What a service inherits. Everything else of the gateway's environment, its secrets above all, stays with the gateway. */
const INHERITED = ['PATH', 'HOME', 'LANG', 'TZ', 'NODE_ENV', 'LOG_LEVEL'];

/** What Node needs for temporary files, and on Windows to start at all. */
const PLATFORM = ['TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'USERPROFILE'];

/**
 * The whole environment of a service's process.
 *
 * @param names further variables that its configuration lets it have
 */
export function serviceEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
  token: string,
  names: readonly string[] = [],
): Record<string, string> {
  const inherited = [...INHERITED, ...PLATFORM, ...names].flatMap((name) => {
    const value = environment[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(inherited),
    [SERVICE_ENVIRONMENT.token]: token,
    [SERVICE_ENVIRONMENT.host]: '127.0.0.1',
    [SERVICE_ENVIRONMENT.port]: '0',
  };
}
