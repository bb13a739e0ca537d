import { setTimeout as sleep } from 'node:timers/promises';
import { createLogger, type Logger } from '@sluice/telemetry';
import type { Config } from '../config/config.js';
import { ConfigError } from '../config/config-error.js';
import { loadConfig } from '../config/load-config.js';
import { connectIdentity } from '../connect-identity.js';
import { createGateway, type Gateway } from '../create-gateway.js';
import { openSealer } from '../executions/sealing/open-sealer.js';
import { startPageRoutes } from '../http/start-page/start-page-routes.js';
import { openPeppers } from '../identity/keys/open-peppers.js';
import { readStartKeys } from '../identity/read-start-keys.js';
import { createHooks } from '../middleware/create-hooks.js';
import { loadPolicies } from '../admission/access/load-policies.js';
import { loadMiddleware } from '../middleware/load-middleware.js';
import { openConfiguredStorage } from '../storage/open-configured-storage.js';
import { announceKeys, announceStop, announceUrls } from './announce.js';
import { type CliContext, EXIT_CODES } from './cli-context.js';
import { createProgressDisplay } from './demo/progress-display.js';
import { runDemo } from './demo/run-demo.js';
import { EXAMPLES_FOLDER } from './project-paths.js';

/** Requests in flight and services have this long to end. */
const DRAIN_MS = 10_000;

/** What the command line says. */
export interface ServeOptions {
  readonly config?: string;
  readonly port?: string;
  readonly role?: string;
  readonly demo?: boolean;
}

/** Runs the gateway until the process is asked to end. @returns the exit code */
export async function serveGateway(
  { config: file, port, role, demo = false }: ServeOptions,
  context: CliContext,
): Promise<number> {
  const { environment: env, cwd, signal } = context;
  const config = loadConfig({ env, cwd, file, port, role });
  if (demo) refuseWorker(config);
  const { modules, timeoutMs } = config.middleware;
  const level = demo ? demoLevel(config, context) : config.logging.level;
  const logger = createLogger({ name: 'gateway', level });
  const { keys, devKeys } = await readStartKeys(config);
  const peppers = await openPeppers(config, env);
  const sealer = await openSealer(config, env);
  const developerKey = devKeys?.keys.developer;
  const progress = createProgressDisplay(context, demo);
  const gateway = await createGateway({
    config,
    logger,
    policies: await loadPolicies(config.access.policies),
    hooks: createHooks({ middleware: await loadMiddleware(modules), timeoutMs }),
    openStorage: () => openConfiguredStorage(config, logger),
    openIdentity: (storage) => connectIdentity({ config, peppers, startKeys: keys, environment: env, logger }, storage),
    sealer,
    environment: { ...env, LOG_LEVEL: level },
    writeLine: (line) => void context.stderr.write(`${line}\n`),
    onProgress: progress.report,
    examplesFolder: EXAMPLES_FOLDER,
    routes: (app) =>
      startPageRoutes(app, { examplesFolder: EXAMPLES_FOLDER, developerKey, publicUrl: config.server.publicUrl }),
  });
  context.atExit(() => gateway.supervisor.kill());
  if (demo) await runDemo({ gateway, config, context, progress, developerKey });
  if (!signal.aborted) {
    announceUrls(gateway.url, config, context);
    announceKeys(devKeys, context);
    await aborted(signal);
  }
  announceStop(context);
  await closeInTime(gateway, logger);
  return EXIT_CODES.ok;
}

/** @throws ConfigError: a worker answers nobody */
function refuseWorker({ server: { role } }: Config): void {
  if (role !== 'worker') return;
  const message = 'a worker takes no operations, of which the demo is one';
  throw new ConfigError([{ place: 'command line', setting: '--demo', message }]);
}

/** On a terminal the demo is for a person: only what is wrong is logged, unless the person asked for a level. */
function demoLevel({ logging: { level } }: Config, { environment, stdout }: CliContext): Config['logging']['level'] {
  const isAsked = (environment['LOG_LEVEL'] ?? '') !== '';
  return stdout.isTTY === true && !isAsked && (level === 'info' || level === 'debug') ? 'warn' : level;
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
}

/** A gateway that does not close in time is left to the end of the process, which kills what it started. */
async function closeInTime(gateway: Gateway, logger: Logger): Promise<void> {
  const timer = new AbortController();
  const tooLate = sleep(DRAIN_MS, true, { signal: timer.signal }).catch(() => false);
  const isLate = await Promise.race([tooLate, gateway.close().then(() => false)]);
  timer.abort();
  if (isLate) logger.warn({ timeoutMs: DRAIN_MS }, 'The gateway did not close in time.');
}
