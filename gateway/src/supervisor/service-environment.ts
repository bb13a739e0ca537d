import { SERVICE_ENVIRONMENT } from '@sluice/schema';

/** What a service inherits. Everything else of the gateway's environment, its secrets above all, stays with the gateway. */
const INHERITED = ['PATH', 'HOME', 'LANG', 'TZ', 'NODE_ENV', 'LOG_LEVEL'];

/** What Node needs for temporary files, and on Windows to start at all. */
const PLATFORM = ['TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'USERPROFILE'];

export interface ServiceIdentity {
  /** In the configuration: assertions for it bear this name. */
  readonly name: string;
  /** What it demands of its callers. */
  readonly token: string;
  /** Further variables that its configuration lets it have. */
  readonly names?: readonly string[];
  /** Its own settings, a JSON object. */
  readonly settings?: object;
}

/** The whole environment of a service's process. */
export function serviceEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
  { name: service, token, names = [], settings }: ServiceIdentity,
): Record<string, string> {
  const inherited = [...INHERITED, ...PLATFORM, ...names].flatMap((name) => {
    const value = environment[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(inherited),
    [SERVICE_ENVIRONMENT.token]: token,
    [SERVICE_ENVIRONMENT.audience]: service,
    ...(settings && { [SERVICE_ENVIRONMENT.settings]: JSON.stringify(settings) }),
    [SERVICE_ENVIRONMENT.keys]: 'ipc',
    [SERVICE_ENVIRONMENT.host]: '127.0.0.1',
    [SERVICE_ENVIRONMENT.port]: '0',
  };
}
