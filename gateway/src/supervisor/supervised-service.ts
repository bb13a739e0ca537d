import type { ServiceMessage, SupervisorMessage } from '@sluice/schema';
import type { Logger } from '@sluice/telemetry';
import { type BackOffOptions, backOffDelay } from './back-off.js';
import type { Clock } from './clock.js';
import { forwardOutput } from './forward-output.js';
import { type Fork, type ServiceProcess, startServiceProcess } from './service-process.js';
import type { ServiceProgress, ServiceState } from './service-state.js';

/** How long each phase may take, in milliseconds. */
export interface SupervisorTimeouts {
  /** From the start of the process to `listening`. @default 60,000 */
  readonly listenMs: number;
  /** From `listening` to `ready`. @default 300,000 */
  readonly loadMs: number;
  /** From SIGTERM to SIGKILL. @default 10,000 */
  readonly stopMs: number;
}

export interface SupervisedServiceOptions {
  readonly name: string;
  readonly file: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly random: () => number;
  readonly backOff: BackOffOptions;
  readonly timeouts: SupervisorTimeouts;
  /** What every process is told when it was started. */
  readonly greeting: () => SupervisorMessage;
  readonly fork?: Fork;
  readonly writeLine: (line: string) => void;
  readonly onProgress: (progress: ServiceProgress) => void;
  readonly onState: (state: ServiceState) => void;
}

/** One service and the processes that it has, one after the other. */
export class SupervisedService {
  readonly #options: SupervisedServiceOptions;
  readonly #logger: Logger;
  #state: ServiceState = { status: 'stopped' };
  #process: ServiceProcess | undefined;
  /** Failures in a row; the pause grows with them. */
  #failures = 0;
  #readySince: number | undefined;
  #hasServed = { value: false };
  /** Why we killed the process ourselves, if we did. */
  #verdict: string | undefined;
  #cancelTimer: () => void = () => {};
  #whenStopped: (() => void)[] = [];

  constructor(options: SupervisedServiceOptions) {
    this.#options = options;
    this.#logger = options.logger.child({ service: options.name });
  }

  get state(): ServiceState {
    return this.#state;
  }

  /** Starts the first process; without effect unless it is stopped. */
  start(): void {
    if (this.#state.status === 'stopped') this.#launch();
  }

  /** Asks the process to end, makes it end after `stopMs`. @returns when it has ended */
  async stop(): Promise<void> {
    if (this.#state.status === 'stopped') return;
    const stopped = new Promise<void>((resolve) => this.#whenStopped.push(resolve));
    if (this.#state.status === 'backing-off') this.#enterStopped();
    else if (this.#state.status !== 'stopping') this.#enterStopping();
    await stopped;
  }

  /** Tells the process that runs now, if one does. */
  tell(message: SupervisorMessage): void {
    this.#process?.tell(message);
  }

  /** Ends the process at once, without waiting: for a gateway that has no time left. */
  kill(): void {
    this.#process?.kill('SIGKILL');
  }

  #launch(): void {
    const { name, file, environment, fork, timeouts, writeLine } = this.#options;
    // Of this process alone: its last lines may come when the next one is already started.
    const served = { value: false };
    this.#verdict = undefined;
    this.#readySince = undefined;
    this.#enter({ status: 'starting', attempt: this.#failures + 1 });
    const process = startServiceProcess({
      file,
      environment,
      ...(fork === undefined ? {} : { fork }),
      onMessage: (message) => this.#receive(message),
      onExit: (reason) => this.#onExit(this.#verdict ?? reason),
    });
    this.#process = process;
    process.tell(this.#options.greeting());
    this.#hasServed = served;
    const output = { service: name, logger: this.#logger, writeLine, hasServed: () => served.value };
    for (const stream of process.output) forwardOutput(stream, output);
    this.#logger.info({ pid: process.pid, attempt: this.#failures + 1 }, 'A service was started.');
    this.#expectWithin(timeouts.listenMs, 'did not listen');
  }

  #receive(message: ServiceMessage): void {
    const { status } = this.#state;
    const { name, onProgress, timeouts, clock } = this.#options;
    if (message.type === 'progress') {
      const { type: _, ...progress } = message;
      onProgress({ service: name, ...progress });
    } else if (message.type === 'listening' && status === 'starting') {
      this.#enter({ status: 'loading', url: message.url });
      this.#expectWithin(timeouts.loadMs, 'did not load its models');
    } else if (message.type === 'ready' && this.#state.status === 'loading') {
      this.#cancelTimer();
      this.#readySince = clock.now();
      this.#hasServed.value = true;
      this.#enter({ status: 'ready', url: this.#state.url });
      this.#logger.info({ pid: this.#process?.pid, listenUrl: this.#state.url }, 'A service is ready.');
    }
  }

  /** A process that does not come further in time is killed; its exit does the rest. */
  #expectWithin(delayMs: number, failure: string): void {
    this.#schedule(delayMs, () => {
      this.#verdict = `${failure} within ${delayMs / 1000} s`;
      this.#process?.kill('SIGKILL');
    });
  }

  #onExit(reason: string): void {
    this.#cancelTimer();
    this.#process = undefined;
    if (this.#state.status === 'stopping') this.#enterStopped();
    else this.#backOff(reason);
  }

  #backOff(reason: string): void {
    const { clock, backOff, random } = this.#options;
    const lasted = this.#readySince === undefined ? 0 : clock.now() - this.#readySince;
    this.#failures = lasted >= backOff.resetAfterMs ? 1 : this.#failures + 1;
    const delayMs = backOffDelay(this.#failures, backOff, random);
    this.#logger.error(
      { reason, backoffMs: delayMs, attempt: this.#failures },
      'A service ended and will be restarted.',
    );
    this.#enter({ status: 'backing-off', delayMs, reason });
    // A listener may have stopped it.
    if (this.#state.status === 'backing-off') this.#schedule(delayMs, () => this.#launch());
  }

  #enterStopping(): void {
    this.#enter({ status: 'stopping' });
    this.#process?.kill('SIGTERM');
    this.#schedule(this.#options.timeouts.stopMs, () => {
      this.#logger.warn({ pid: this.#process?.pid }, 'A service did not end in time and is killed.');
      this.#process?.kill('SIGKILL');
    });
  }

  #enterStopped(): void {
    this.#cancelTimer();
    this.#enter({ status: 'stopped' });
    for (const resolve of this.#whenStopped.splice(0)) resolve();
  }

  #enter(state: ServiceState): void {
    this.#state = state;
    this.#options.onState(state);
  }

  /** There is one thing to wait for at a time: what is scheduled replaces what was. */
  #schedule(delayMs: number, task: () => void): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#options.clock.schedule(delayMs, task);
  }
}
