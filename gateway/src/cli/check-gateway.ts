import { constants, existsSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { composeContracts, driftedFiles } from '@sluice/schema/composition';
import { loadPolicies } from '../admission/access/load-policies.js';
import type { Config, RemoteService, RunService, ServiceConfig } from '../config/config.js';
import type { Environment } from '../config/environment-settings.js';
import { loadConfig } from '../config/load-config.js';
import { namedVariables } from '../config/service-settings.js';
import { givenSealer } from '../executions/sealing/open-sealer.js';
import { refuseTakenPort } from '../http/refuse-taken-port.js';
import { openTls } from '../http/tls/open-tls.js';
import { DEV_KEYS_FILE } from '../identity/dev-keys.js';
import { readKeyFile } from '../identity/key-file.js';
import { givenPeppers } from '../identity/keys/open-peppers.js';
import { readStartKeys } from '../identity/read-start-keys.js';
import { loadMiddleware, type MiddlewareSettings } from '../middleware/load-middleware.js';
import { givenSigningKeys } from '../media/urls/signing-keys.js';
import { readServiceTls } from '../routing/service-connectors.js';
import { checkEmbedded, checkPostgres, checkRedis } from '../storage/check-storage.js';
import { hostAndName } from '../storage/host-and-name.js';
import { explainFailure } from './explain-failure.js';

/** What was looked at, and what is wrong with it; null when nothing is. */
export interface CheckResult {
  readonly title: string;
  readonly problem: string | null;
}

export interface CheckOptions {
  readonly environment: Environment;
  readonly cwd: string;
  readonly nodeVersion: string;
  readonly file?: string | undefined;
  readonly port?: string | undefined;
  /** Whether no server is asked. @default false */
  readonly offline?: boolean | undefined;
}

/** The oldest Node that the gateway runs on. */
const MIN_NODE = { major: 20, minor: 19 } as const;

/** Looks at everything that a start needs, one after the other; what depends on a broken configuration is left out. */
export async function* checkGateway(options: CheckOptions): AsyncGenerator<CheckResult> {
  yield { title: `Node ${options.nodeVersion}`, problem: checkNode(options.nodeVersion) };
  yield { title: 'The contracts compose', problem: await problemOf(checkContracts) };
  let config: Config | undefined;
  const { environment: env, cwd, file, port } = options;
  const problem = await problemOf(() => void (config = loadConfig({ env, cwd, file, port })));
  yield { title: `The configuration${config === undefined ? '' : `: ${config.file}`}`, problem };
  if (config !== undefined) yield* checkConfigured(config, options);
}

async function* checkConfigured(
  config: Config,
  { environment, offline = false }: CheckOptions,
): AsyncGenerator<CheckResult> {
  const { host, port } = config.server;
  yield { title: `The data folder: ${config.dataDir}`, problem: await checkWritable(config.dataDir) };
  yield { title: 'The API keys', problem: await problemOf(() => checkKeys(config, environment)) };
  yield { title: 'The keys of stored data', problem: await problemOf(() => checkDataKeys(config, environment)) };
  if (!offline) yield* checkStorage(config);
  if (config.server.tls) {
    const { tls } = config.server;
    yield { title: `The certificate: ${tls.cert}`, problem: await problemOf(() => void openTls(tls)) };
  }
  yield { title: `The port: ${host}:${port}`, problem: await problemOf(() => refuseTakenPort(config.server)) };
  for (const module of config.middleware.modules)
    yield { title: `The middleware: ${module.file}`, problem: await problemOf(() => checkMiddleware(module)) };
  for (const [name, file] of Object.entries(config.access.policies))
    yield { title: `The policy ${name}: ${file}`, problem: await problemOf(() => checkPolicy(name, file)) };
  for (const service of config.services) {
    const place = placeOf(service);
    const problem =
      service.kind === 'run' ? checkRun(service, environment) : await problemOf(() => checkServiceTls(service));
    yield { title: `The service ${service.name}: ${place}`, problem };
  }
}

async function* checkStorage({ dataDir, storage }: Config): AsyncGenerator<CheckResult> {
  const { databaseUrl, redisUrl } = storage;
  if (databaseUrl === undefined) {
    yield { title: 'The embedded database', problem: await problemOf(() => checkEmbedded(dataDir)) };
  } else {
    let steps = 0;
    const problem = await problemOf(async () => void (steps = await checkPostgres(databaseUrl)));
    const what = steps === 0 ? '' : `, whose schema a start brings up to date (${steps} steps)`;
    yield { title: `The database: PostgreSQL ${hostAndName(databaseUrl)}${what}`, problem };
  }
  if (redisUrl !== undefined) {
    yield { title: `Redis: ${hostAndName(redisUrl)}`, problem: await problemOf(() => checkRedis(redisUrl)) };
  }
}

function placeOf(service: ServiceConfig): string {
  switch (service.kind) {
    case 'run':
      return service.run;
    case 'url':
      return service.url;
    case 'dns':
      return service.discover.dns;
    case 'registered':
      return 'registers itself';
  }
}

function checkNode(version: string): string | null {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isNewEnough = major > MIN_NODE.major || (major === MIN_NODE.major && minor >= MIN_NODE.minor);
  return isNewEnough ? null : `is too old; install Node ${MIN_NODE.major}.${MIN_NODE.minor} or later`;
}

function checkContracts(): void {
  const drifted = driftedFiles(composeContracts());
  if (drifted.length > 0)
    throw new CheckError(`differ from what is committed: ${drifted.join(', ')}; run \`sluice compose\``);
}

/** The folder itself may still be missing: then the nearest one above it is where it will be made. */
async function checkWritable(folder: string): Promise<string | null> {
  if (!existsSync(folder)) return checkWritable(dirname(folder));
  const writable = access(folder, constants.W_OK | constants.X_OK);
  return writable.then(
    () => null,
    () => `${folder} is not writable; change its owner, or set dataDir or SLUICE_DATA_DIR`,
  );
}

/** What stands in the database is left to the start, which opens it. */
async function checkKeys(config: Config, environment: Environment): Promise<void> {
  givenPeppers(config.mode, environment);
  if (config.identity.keysFile !== undefined) await readStartKeys(config);
  else if (config.mode === 'development') await readKeyFile(join(config.dataDir, DEV_KEYS_FILE));
}

/** Also of one that is not given: a file of the data folder is made at the start. */
function checkDataKeys(config: Config, environment: Environment): void {
  givenSealer(config, environment);
  givenSigningKeys(environment);
}

async function checkMiddleware(module: MiddlewareSettings): Promise<void> {
  await loadMiddleware([module]);
}

async function checkPolicy(name: string, file: string): Promise<void> {
  await loadPolicies({ [name]: file });
}

function checkServiceTls({ name, tls }: Pick<RemoteService, 'name' | 'tls'>): void {
  if (tls) readServiceTls(name, tls);
}

/** A variable that is not set keeps nothing from starting: the service starts, and offers less, or nothing. */
function checkRun({ run, settings }: RunService, environment: Environment): string | null {
  const missing = namedVariables(settings)
    .filter(({ variable }) => !environment[variable])
    .map(({ setting, variable }) => `${setting}: set the environment variable ${variable}, which the service reads`);
  const problems = [checkFile(run), ...missing].filter((problem) => problem !== null);
  return problems.length > 0 ? problems.join('\n') : null;
}

function checkFile(file: string): string | null {
  return existsSync(file) ? null : 'the file is not there; run `npm run build`, or correct `run` in the configuration';
}

/** A problem that is already in words. */
class CheckError extends Error {}

async function problemOf(check: () => void | Promise<void>): Promise<string | null> {
  try {
    await check();
    return null;
  } catch (error) {
    return error instanceof CheckError ? error.message : explainFailure(error).message;
  }
}
