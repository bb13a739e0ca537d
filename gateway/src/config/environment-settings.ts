/** The variables of a process's environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A setting that comes from somewhere else than the file. */
export interface OverridingSetting {
  readonly path: readonly [string, ...string[]];
  readonly value: unknown;
  /** For errors: where it was given, and under which name. */
  readonly place: string;
  readonly setting: string;
}

/** The settings that the environment gives; they win over the file. Paths are relative to the working folder. */
export function environmentSettings(environment: Environment): OverridingSetting[] {
  const settings: readonly (readonly [string, OverridingSetting['path'], unknown])[] = [
    ['PORT', ['server', 'port'], wholeNumber(environment['PORT'])],
    ['SLUICE_ROLE', ['server', 'role'], environment['SLUICE_ROLE']],
    // Not HOST: some shells set it to the machine's name.
    ['SLUICE_HOST', ['server', 'host'], environment['SLUICE_HOST']],
    ['SLUICE_PUBLIC_URL', ['server', 'publicUrl'], environment['SLUICE_PUBLIC_URL']],
    ['SLUICE_DATA_DIR', ['dataDir'], environment['SLUICE_DATA_DIR']],
    ['SLUICE_KEYS_FILE', ['identity', 'keysFile'], environment['SLUICE_KEYS_FILE']],
    ['DATABASE_URL', ['storage', 'databaseUrl'], environment['DATABASE_URL']],
    ['REDIS_URL', ['storage', 'redisUrl'], environment['REDIS_URL']],
    ['LOG_LEVEL', ['logging', 'level'], environment['LOG_LEVEL']],
    ['NODE_ENV', ['mode'], environment['NODE_ENV'] === 'production' ? 'production' : undefined],
  ];
  return settings
    .filter(([, , value]) => value !== undefined && value !== '')
    .map(([setting, path, value]) => ({ path, value, place: 'environment', setting }));
}

/** What is not a whole number stays as it is, for validation to name it. */
export function wholeNumber(text: string | undefined): number | string | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : text;
}
