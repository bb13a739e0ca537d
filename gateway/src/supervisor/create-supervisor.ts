import type { GatewayKey, SupervisorMessage } from '@sluice/schema';
import type { Logger } from '@sluice/telemetry';
import { type BackOffOptions, DEFAULT_BACK_OFF } from './back-off.js';
import { type Clock, systemClock } from './clock.js';
import { serviceEnvironment } from './service-environment.js';
import type { Fork } from './service-process.js';
import type { ServiceProgress, ServiceState, StateListener } from './service-state.js';
import { SupervisedService, type SupervisorTimeouts } from './supervised-service.js';

/** A service to run. */
export interface SupervisedFile {
  readonly name: string;
  /** A JavaScript file, absolute. */
  readonly run: string;
  /** Names of environment variables that it gets beside those that every service gets. */
  readonly environment?: readonly string[];
  /** Its own settings, a JSON object. */
  readonly settings?: object;
}

/** Keys that services are to know. */
export interface SupervisorKeys {
  published(): readonly GatewayKey[];
  subscribe(listener: () => void): () => void;
}

export interface SupervisorOptions {
  /** The services to run: names without doubles, JavaScript files by absolute path. */
  readonly services: readonly SupervisedFile[];
  readonly logger: Logger;
  /** What the services demand of whoever calls them. */
  readonly token: string;
  /** The public keys of what the gateway signs, and how to hear that they have changed. */
  readonly keys: SupervisorKeys;
  /** The gateway's environment, of which services inherit an allow-list. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Takes the log lines of the services, each without its end. */
  readonly writeLine: (line: string) => void;
  /** Told of every line of progress. */
  readonly onProgress?: (progress: ServiceProgress) => void;
  /** Starts a process. @default child_process.fork */
  readonly fork?: Fork;
  /** @default the machine's own time */
  readonly clock?: Clock;
  /** From 0 to 1, for the jitter. @default Math.random */
  readonly random?: () => number;
  readonly backOff?: Partial<BackOffOptions>;
  readonly timeouts?: Partial<SupervisorTimeouts>;
}

/** Keeps the services of the configuration running, each as a process of its own. */
export interface Supervisor {
  /** Starts all services, in parallel. */
  start(): void;
  /** The state of a service; undefined when it is none of those supervised. */
  state(name: string): ServiceState | undefined;
  /** Tells the listener of every change from now on. @returns what ends that */
  subscribe(listener: StateListener): () => void;
  /** Ends all services: SIGTERM, and SIGKILL to those that stay. @returns when all have ended */
  stop(): Promise<void>;
  /** Kills all services at once, for a gateway that has no time left. */
  kill(): void;
}

const DEFAULT_TIMEOUTS: SupervisorTimeouts = { listenMs: 60_000, loadMs: 300_000, stopMs: 10_000 };

/** A supervisor of services; nothing runs before `start`. */
export function createSupervisor(options: SupervisorOptions): Supervisor {
  const listeners = new Set<StateListener>();
  const notify: StateListener = (service, state) => listeners.forEach((listener) => listener(service, state));
  const services = new Map(options.services.map((file) => [file.name, supervise(file, options, notify)]));
  const greeting = (): SupervisorMessage => ({ type: 'keys', keys: options.keys.published() });
  const unsubscribe = options.keys.subscribe(() => services.forEach((service) => service.tell(greeting())));
  return {
    start: () => services.forEach((service) => service.start()),
    state: (name) => services.get(name)?.state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    stop: async () => {
      unsubscribe();
      await Promise.all([...services.values()].map((service) => service.stop()));
    },
    kill: () => services.forEach((service) => service.kill()),
  };
}

function supervise(
  { name, run: file, environment: names = [], settings }: SupervisedFile,
  options: SupervisorOptions,
  notify: StateListener,
): SupervisedService {
  const { logger, token, keys, environment, writeLine, fork, onProgress = () => {} } = options;
  return new SupervisedService({
    name,
    file,
    environment: serviceEnvironment(environment, { name, token, names, ...(settings && { settings }) }),
    greeting: () => ({ type: 'keys', keys: keys.published() }),
    logger,
    clock: options.clock ?? systemClock,
    random: options.random ?? Math.random,
    backOff: { ...DEFAULT_BACK_OFF, ...options.backOff },
    timeouts: { ...DEFAULT_TIMEOUTS, ...options.timeouts },
    ...(fork === undefined ? {} : { fork }),
    writeLine,
    onProgress,
    onState: (state) => notify(name, state),
  });
}
