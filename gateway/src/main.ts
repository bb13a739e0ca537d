import { createLogger } from '@sluice/telemetry';

import { type CliContext, runCli } from './cli/run-cli.js';

/** Signals that come so soon after the first are the same wish: npm and the terminal both pass Ctrl-C on. */
const SAME_WISH_MS = 500;
const PARENT_POLL_MS = 1000;

/** The program. This file alone touches the process: arguments, environment, signals and exit. */
async function main(): Promise<void> {
  exitOnCrash();
  const stop = new AbortController();
  stopOnSignals(stop);
  stopWithNpm(stop);
  const context: CliContext = {
    environment: process.env,
    cwd: process.cwd(),
    nodeVersion: process.versions.node,
    stdout: process.stdout,
    stderr: process.stderr,
    signal: stop.signal,
    atExit: (task) => void process.once('exit', task),
  };
  process.exit(await runCli(process.argv.slice(2), context));
}

/** The first signal asks for a clean end, a second one ends at once. */
function stopOnSignals(stop: AbortController): void {
  let firstAt: number | undefined;
  const receive = (signal: NodeJS.Signals) => {
    if (firstAt !== undefined && performance.now() - firstAt > SAME_WISH_MS) process.exit(130);
    firstAt ??= performance.now();
    stop.abort(signal);
  };
  process.on('SIGINT', receive);
  process.on('SIGTERM', receive);
}

/** `npm start` that is told to end takes down its shell, not what runs in it: we go when the shell is gone. */
function stopWithNpm(stop: AbortController): void {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && stop.abort('SIGHUP'), PARENT_POLL_MS).unref();
}

/** After an error that nobody caught, the state of the process is unknown: whoever runs it starts a new one. */
function exitOnCrash(): void {
  const logger = createLogger({ name: 'gateway' });
  const crash = (error: unknown) => {
    logger.error({ error, exitCode: 1 }, 'An error was caught by nobody.');
    process.exit(1);
  };
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
}

await main();
