import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Config, RunService, ServiceConfig, ServiceTlsConfig } from './config.js';
import { identityProblems } from './check-identity.js';
import { routeProblems } from './check-routes.js';
import { ConfigError } from './config-error.js';
import { configJsonSchema } from './config-json-schema.js';
import { configSchema, type ConfigSettings } from './config-schema.js';
import { deepFreeze } from './deep-freeze.js';
import { describeIssues, formatPath } from './describe-issues.js';
import { type Environment, environmentSettings, type OverridingSetting, wholeNumber } from './environment-settings.js';
import { findConfigFile } from './find-config-file.js';
import type { KeyTree } from './known-keys.js';
import { namedVariables, resolveFiles, type ServiceSettingValues } from './service-settings.js';
import { parseYamlSource } from './yaml-source.js';

/** A configuration is written by hand: what is larger was named by mistake. */
const MAX_FILE_BYTES = 1024 * 1024;

/** Where the configuration comes from. */
export interface LoadConfigOptions {
  readonly env: Environment;
  /** The working folder: `sluice.yaml` is looked for here and above. */
  readonly cwd: string;
  /** The file to read instead. */
  readonly file?: string | undefined;
  /** The port given on the command line; wins over file and environment. */
  readonly port?: string | undefined;
  /** The role given on the command line; wins over file and environment. */
  readonly role?: string | undefined;
}

/**
 * Reads `sluice.yaml`, lays the environment and the command line over it, and validates the whole.
 *
 * @throws ConfigError that names every problem at once, with file, line and setting.
 */
export function loadConfig({ env, cwd, file: named, ...given }: LoadConfigOptions): Config {
  const file = findConfigFile(cwd, named);
  const source = parseYamlSource(file, readText(file));
  const overriding = [...environmentSettings(env), ...commandLineSettings(given)];
  const parsed = configSchema.safeParse(overlay(source.value, overriding), { reportInput: true });
  if (!parsed.success) {
    const overrides = new Map(overriding.map(({ path, place, setting }) => [path.join('.'), { place, setting }]));
    // The schema's JSON form, once more, to suggest keys: only when there is something wrong.
    const keys = configJsonSchema() as KeyTree;
    throw new ConfigError(describeIssues(parsed.error.issues, source, { overrides, keys }));
  }
  const problems = [
    ...tokenProblems(parsed.data.services, env),
    ...identityProblems(parsed.data, env),
    ...routeProblems(parsed.data).map(({ path, message }) => ({
      place: source.placeOf(path),
      setting: formatPath(path),
      message,
    })),
  ];
  if (problems.length > 0) throw new ConfigError(problems.map((problem) => ({ place: file, ...problem })));
  const fromOutside = new Set(overriding.map(({ path }) => path.join('.')));
  return deepFreeze(resolvePaths(parsed.data, { file, cwd, env, fromOutside }));
}

/** A token that is not there would make every call of the service fail later, and say less. */
function tokenProblems(services: ConfigSettings['services'], env: Environment) {
  return services.flatMap(({ name, tokenFrom }) =>
    tokenFrom !== undefined && !env[tokenFrom]
      ? [{ setting: `services: ${name}: tokenFrom`, message: `set the environment variable ${tokenFrom}` }]
      : [],
  );
}

function readText(file: string): string {
  try {
    if (statSync(file).size > MAX_FILE_BYTES) throw new Error(`it is larger than ${MAX_FILE_BYTES} bytes`);
    return readFileSync(file, 'utf8');
  } catch (error) {
    const message = `cannot be read: ${error instanceof Error ? error.message : String(error)}`;
    throw new ConfigError([{ place: file, setting: '', message }]);
  }
}

function commandLineSettings({ port, role }: Pick<LoadConfigOptions, 'port' | 'role'>): OverridingSetting[] {
  const place = 'command line';
  return [
    ...(port === undefined
      ? []
      : [{ path: ['server', 'port'] as const, value: wholeNumber(port), place, setting: '--port' }]),
    ...(role === undefined ? [] : [{ path: ['server', 'role'] as const, value: role, place, setting: '--role' }]),
  ];
}

/** Puts each setting in its place; what is no mapping there stays, for validation to refuse it. */
function overlay(value: unknown, settings: readonly OverridingSetting[]): unknown {
  return settings.reduce((whole, { path, value: setting }) => setIn(whole, path, setting), value);
}

function setIn(value: unknown, [key, ...rest]: readonly string[], setting: unknown): unknown {
  if (key === undefined) return setting;
  if (value !== undefined && (value === null || typeof value !== 'object' || Array.isArray(value))) return value;
  const mapping: Readonly<Record<string, unknown>> = { ...value };
  return { ...mapping, [key]: setIn(mapping[key], rest, setting) };
}

interface PathBase {
  readonly file: string;
  readonly cwd: string;
  readonly env: Environment;
  /** Paths of the settings that the file did not give: they are relative to the working folder. */
  readonly fromOutside: ReadonlySet<string>;
}

function resolvePaths(settings: ConfigSettings, { file, cwd, env, fromOutside }: PathBase): Config {
  const folder = dirname(file);
  const baseOf = (setting: string) => (fromOutside.has(setting) ? cwd : folder);
  const { publicUrl, tls, ...server } = settings.server;
  const { keysFile, ...identity } = settings.identity;
  return {
    ...settings,
    file,
    server: {
      ...server,
      ...(publicUrl === undefined ? {} : { publicUrl: withoutSlash(publicUrl) }),
      ...(tls && { tls: resolveTls(tls, folder) }),
    },
    dataDir: resolve(baseOf('dataDir'), settings.dataDir),
    identity: {
      ...identity,
      ...(keysFile !== undefined && { keysFile: resolve(baseOf('identity.keysFile'), keysFile) }),
    },
    access: { ...settings.access, policies: resolveAll(settings.access.policies, folder) },
    middleware: {
      ...settings.middleware,
      modules: settings.middleware.modules.map((module) => ({ ...module, file: resolve(folder, module.file) })),
    },
    services: settings.services
      .filter(({ onlyWith }) => onlyWith === undefined || (env[onlyWith] ?? '') !== '')
      .map((service) => resolveService(service, folder)),
  };
}

const resolveAll = (files: Readonly<Record<string, string>>, folder: string) =>
  Object.fromEntries(Object.entries(files).map(([name, file]) => [name, resolve(folder, file)]));

function resolveTls({ cert, key, clientCa }: NonNullable<ConfigSettings['server']['tls']>, folder: string) {
  const own = { cert: resolve(folder, cert), key: resolve(folder, key) };
  return clientCa === undefined ? own : { ...own, clientCa: resolve(folder, clientCa) };
}

function resolveService(
  {
    run,
    url,
    discover,
    registers: _registers,
    environment,
    settings,
    tokenFrom,
    tls,
    onlyWith: _onlyWith,
    ...rest
  }: ConfigSettings['services'][number],
  folder: string,
): ServiceConfig {
  if (run !== undefined)
    return { ...rest, kind: 'run', run: resolve(folder, run), ...resolveSettings(settings, environment, folder) };
  const proofs = {
    ...(tokenFrom !== undefined && { tokenFrom }),
    ...(tls && { tls: resolveServiceTls(tls, folder) }),
  };
  if (url !== undefined) return { ...rest, ...proofs, kind: 'url', url: withoutSlash(url) };
  return discover === undefined
    ? { ...rest, ...proofs, kind: 'registered' }
    : {
        ...rest,
        ...proofs,
        ...(proofs.tls && { tls: { names: [discover.dns], ...proofs.tls } }),
        kind: 'dns',
        discover,
      };
}

/** What the settings name the service gets as well: to say it twice would be one place more to forget. */
function resolveSettings(
  given: ConfigSettings['services'][number]['settings'],
  environment: readonly string[],
  folder: string,
): Pick<RunService, 'environment' | 'settings'> {
  // The schema has checked that it is JSON.
  const settings = given as ServiceSettingValues | undefined;
  const names = new Set([...environment, ...namedVariables(settings).map(({ variable }) => variable)]);
  return { environment: [...names], ...(settings && { settings: resolveFiles(settings, folder) }) };
}

function resolveServiceTls(
  { cert, key, ca, crl, names }: NonNullable<ConfigSettings['services'][number]['tls']>,
  folder: string,
): ServiceTlsConfig {
  return {
    cert: resolve(folder, cert),
    key: resolve(folder, key),
    ...(ca !== undefined && { ca: resolve(folder, ca) }),
    ...(crl !== undefined && { crl: resolve(folder, crl) }),
    ...(names && { names }),
  };
}

const withoutSlash = (url: string): string => url.replace(/\/+$/, '');
