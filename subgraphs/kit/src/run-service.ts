import type { ServiceMessage } from '@sluice/schema';
import { createService } from './create-service.js';
import { createGatewayClient } from './registration/gateway-client.js';
import { keepRegistered, type KeptRegistration } from './registration/keep-registered.js';
import { readRegistration, type RegistrationSettings } from './registration/read-registration.js';
import { readServiceEnvironment, readServiceName } from './service-environment.js';
import type { ListenOptions, Service, ServiceOptions } from './service.js';
import { ServiceSettingsError } from './settings/read-service-settings.js';

const GRACE_MS = 10_000;
/** What closing may take beyond the requests in flight, before the process ends anyway. */
const CLOSE_MS = 5_000;

/** A service that has settings, and so cannot be made before they were read. */
export interface ServiceDefinition extends Pick<ServiceOptions, 'name' | 'version'> {
  /** @throws ServiceSettingsError where it cannot be made of them; the service then runs, and tells what it misses. */
  readonly create: (environment: NodeJS.ProcessEnv) => Service | Promise<Service>;
}

/**
 * Runs a service as this process: listens as the environment says, loads, tells its supervisor how far it is, and ends
 * gracefully on SIGTERM, or when its supervisor is gone. A service's `main.ts` is one line:
 * `await runService(createService({…}))`, or one that is defined where it has settings.
 */
export async function runService(given: Service | ServiceDefinition): Promise<void> {
  const name = readServiceName(process.env) ?? given.name;
  const [listenOptions, registers] = readEnvironmentOrEnd(name);
  const service = 'create' in given ? await createOrTell(given) : given;
  endOnCrash(service);
  const running: Running = { service, registration: null, isEnding: false };
  endOnSignals(running);
  const tell = process.send ? tellSupervisor : (message: ServiceMessage) => tellTerminal(name, message);
  const { url } = await service.listen(listenOptions);
  service.logger.info({ listenUrl: url, pid: process.pid, version: service.version }, 'Listening.');
  tell({ type: 'listening', url });
  try {
    await service.load((text, fraction) =>
      tell({ type: 'progress', text, ...(fraction !== undefined && { fraction }) }),
    );
  } catch (error) {
    // Logged by the service, which stays up to tell by its health. The terminal may be shown the message as well:
    // nothing that a caller wrote has been seen yet.
    if (!process.send) process.stderr.write(`${name} could not load: ${String(error)}\n`);
    return;
  }
  if (service.health().status !== 'ready') return;
  tell({ type: 'ready' });
  // What ends already does not come any more.
  if (registers && !running.isEnding) running.registration = register(service, { name, url, registers });
}

/** What this process runs. */
interface Running {
  readonly service: Service;
  registration: KeptRegistration | null;
  isEnding: boolean;
}

function register(
  { logger }: Service,
  { name, url, registers }: { readonly name: string; readonly url: string; readonly registers: RegistrationSettings },
): KeptRegistration {
  const { as = url, leaseSeconds } = registers;
  return keepRegistered({ gateway: createGatewayClient(registers), name, url: as, leaseSeconds, logger });
}

/**
 * With settings that are wrong the service runs all the same, offers nothing, and says what is wrong by its health and at
 * its start. Ending instead would have it started again and again, and its words lost among those of the restarts.
 */
async function createOrTell({ name, version, create }: ServiceDefinition): Promise<Service> {
  try {
    return await create(process.env);
  } catch (error) {
    if (!(error instanceof ServiceSettingsError)) throw error;
    const service = createService({ name, version, capabilities: {}, missing: error.message });
    service.logger.error({ reason: error.message }, 'The settings of the service cannot be used; it offers nothing.');
    return service;
  }
}

/** A variable that is wrong is told in plain words: logs hold no messages of errors. */
function readEnvironmentOrEnd(name: string): [ListenOptions, RegistrationSettings | null] {
  try {
    return [readServiceEnvironment(process.env), readRegistration(process.env)];
  } catch (error) {
    process.stderr.write(`${name} cannot start: ${error instanceof Error ? error.message : 'unknown'}\n`);
    process.exit(1);
  }
}

function tellSupervisor(message: ServiceMessage): void {
  // The supervisor may have gone in between; `disconnect` then ends this process.
  if (process.connected) process.send?.(message, undefined, {}, () => {});
}

function tellTerminal(name: string, message: ServiceMessage): void {
  switch (message.type) {
    case 'listening':
      process.stderr.write(`${name} listens on ${message.url}\n`);
      break;
    case 'progress':
      process.stderr.write(`${name}: ${message.text}\n`);
      break;
    case 'ready':
      process.stderr.write(`${name} is ready\n`);
      break;
  }
}

function endOnSignals(running: Running): void {
  const supervised = process.send !== undefined;
  const end = () => void endGracefully(running);
  process.once('SIGTERM', end);
  process.once('disconnect', end);
  // Ctrl-C reaches every process of the terminal at once; a supervised one waits for its supervisor's word.
  process.on('SIGINT', supervised ? () => {} : end);
}

/** The gateway hears of it first, so that it sends nothing to a service that takes nothing any more. */
async function endGracefully(running: Running): Promise<void> {
  const { service, registration } = running;
  running.isEnding = true;
  setTimeout(() => process.exit(1), GRACE_MS + CLOSE_MS).unref();
  service.logger.info({}, 'Ending.');
  try {
    await registration?.drain();
    await service.close(GRACE_MS);
    await registration?.deregister();
    process.exit(0);
  } catch (error) {
    service.logger.error({ error }, 'The service could not be closed.');
    process.exit(1);
  }
}

/** After an error that nobody caught the state of the process is unknown: a supervisor starts a new one. */
function endOnCrash(service: Service): void {
  const crash = (error: unknown) => {
    service.logger.error({ error, exitCode: 1 }, 'An error was caught by nobody.');
    process.exit(1);
  };
  process.once('uncaughtException', crash);
  process.once('unhandledRejection', crash);
}
