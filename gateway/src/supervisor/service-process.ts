import { type ChildProcess, fork as forkProcess, type ForkOptions } from 'node:child_process';
import { platform } from 'node:os';
import type { ServiceMessage, SupervisorMessage } from '@sluice/schema';
import { parseServiceMessage } from './service-message.js';

/** Starts a Node process with an IPC channel: `child_process.fork`, or a test's own. */
export type Fork = (file: string, args: readonly string[], options: ForkOptions) => ChildProcess;

export interface ServiceProcessOptions {
  readonly file: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly fork?: Fork;
  readonly onMessage: (message: ServiceMessage) => void;
  /** Called once, with the reason for an operator's eyes. */
  readonly onExit: (reason: string) => void;
}

/** The process of a service. */
export interface ServiceProcess {
  /** Undefined when it could not be started. */
  readonly pid: number | undefined;
  readonly output: readonly NonNullable<ChildProcess['stdout']>[];
  /** Tells the process something over its channel; one that has gone is told nothing. */
  tell(message: SupervisorMessage): void;
  kill(signal: 'SIGTERM' | 'SIGKILL'): void;
}

/** Starts the process of a service. It never throws: what prevents the start comes through `onExit`. */
export function startServiceProcess(options: ServiceProcessOptions): ServiceProcess {
  const { file, environment, fork = forkProcess, onMessage, onExit } = options;
  const child = fork(file, [], {
    env: environment,
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // A process group of its own: Ctrl-C reaches the gateway alone, which lets its requests finish and then ends the
    // services. They end by themselves when the IPC channel closes. (On Windows it would open a window.)
    detached: platform() !== 'win32',
  });
  child.on('message', (message) => {
    const parsed = parseServiceMessage(message);
    if (parsed !== null) onMessage(parsed);
  });
  onceEnded(child, onExit);
  return {
    pid: child.pid,
    output: [child.stdout, child.stderr].filter((stream) => stream !== null),
    tell: (message) => void (child.connected && child.send(message, () => {})),
    kill: (signal) => void child.kill(signal),
  };
}

function onceEnded(child: ChildProcess, onExit: (reason: string) => void): void {
  let ended = false;
  const end = (reason: string) => {
    if (!ended) onExit(reason);
    ended = true;
  };
  child.once('exit', (code, signal) => end(signal === null ? `exited with code ${code}` : `ended by ${signal}`));
  // Also emitted when a message or a signal could not be sent: then the process lives, and `exit` will follow.
  child.on('error', (error: NodeJS.ErrnoException) => {
    if (child.pid === undefined) end(`could not be started (${error.code ?? error.name})`);
  });
}
