import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { SERVICE_ENVIRONMENT, type ServiceMessage } from '@sluice/schema';
import { createServiceClient, type ServiceClient } from './service-client.js';

/** A service in its own process, as the gateway's supervisor would run it. */
export interface ServiceProcess extends ServiceClient, AsyncDisposable {
  readonly url: string;
  readonly token: string;
  readonly pid: number;
  /** What the service told while it started. */
  readonly messages: readonly ServiceMessage[];
  /** Asks the process to end, and resolves with its exit code, or the signal that ended it. */
  terminate(): Promise<number | NodeJS.Signals>;
  /** Ends the process at once, as a crash would. */
  kill(): Promise<void>;
}

export interface StartOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** What to wait for; a service that only listens may still be loading, or never be ready. @default ready */
  readonly until?: 'listening' | 'ready';
  /** Longest time until then, and for each request, in milliseconds. @default 60,000 */
  readonly deadlineMs?: number;
}

/** How long a service has to end by itself, in milliseconds: more than the 15 s that it gives itself. */
const END_MS = 20_000;
const MAX_OUTPUT = 8_000;

/**
 * Starts `node mainFile` and resolves when it is ready, or only listens; `mainFile` is a compiled file.
 *
 * @throws Error with the end of what the process wrote, when it ends or its deadline passes before it is ready
 */
export async function startServiceProcess(
  mainFile: URL | string,
  { env = {}, until = 'ready', deadlineMs = 60_000 }: StartOptions = {},
): Promise<ServiceProcess> {
  const token = randomUUID();
  const child = fork(mainFile, {
    env: { ...process.env, [SERVICE_ENVIRONMENT.port]: '0', [SERVICE_ENVIRONMENT.token]: token, ...env },
    // Not those of the test runner.
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const { url, messages } = await untilTold(child, until, deadlineMs);
  return {
    ...createServiceClient(url, token, deadlineMs),
    url,
    token,
    pid: child.pid ?? -1,
    messages,
    terminate: () => endProcess(child, 'SIGTERM'),
    kill: async () => void (await endProcess(child, 'SIGKILL')),
    [Symbol.asyncDispose]: async () => void (await endProcess(child, 'SIGTERM')),
  };
}

async function untilTold(
  child: ChildProcess,
  awaited: 'listening' | 'ready',
  deadlineMs: number,
): Promise<{ url: string; messages: ServiceMessage[] }> {
  const messages: ServiceMessage[] = [];
  const output = collectOutput(child);
  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      const fail = (what: string) => reject(new Error(`The service ${what} before it was ${awaited}.\n${output()}`));
      timer = setTimeout(() => fail(`took more than ${deadlineMs} ms`), deadlineMs);
      child.once('exit', (code, signal) => fail(`ended (${signal ?? code})`));
      child.once('error', reject);
      child.on('message', (message: ServiceMessage) => {
        messages.push(message);
        if (message.type === awaited) resolve();
      });
    });
  } catch (error) {
    await endProcess(child, 'SIGKILL');
    throw error;
  } finally {
    clearTimeout(timer);
  }
  const listening = messages.find((message) => message.type === 'listening');
  if (!listening) throw new Error('The service was ready before it listened.');
  return { url: listening.url, messages };
}

/** The end of what the process writes; reading it also keeps the process from waiting for a reader. */
function collectOutput(child: ChildProcess): () => string {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-MAX_OUTPUT);
    });
  }
  return () => output;
}

async function endProcess(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<number | NodeJS.Signals> {
  if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
    const timer = setTimeout(() => child.kill('SIGKILL'), END_MS);
    const exit = once(child, 'exit');
    child.kill(signal);
    await exit;
    clearTimeout(timer);
  }
  return child.signalCode ?? child.exitCode ?? 0;
}
