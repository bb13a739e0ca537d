import type { Environment } from '../config/environment-settings.js';

/** Where a command writes for people to read: a stream of the process. */
export interface Output {
  write(text: string): unknown;
  /** Whether it is a terminal, whose lines can be rewritten. */
  readonly isTTY?: boolean;
  /** How wide it is, in characters. */
  readonly columns?: number;
}

/** What a command knows of the process that it runs in. */
export interface CliContext {
  readonly environment: Environment;
  readonly cwd: string;
  /** Such as `20.20.2`. */
  readonly nodeVersion: string;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Aborts when the process is asked to end. */
  readonly signal: AbortSignal;
  /** Runs a task, which may not wait, when the process ends in whatever way it can notice. */
  atExit(task: () => void): void;
}

/** How commands end. */
export const EXIT_CODES = {
  /** Everything is in order. */
  ok: 0,
  /** It was tried, and failed. */
  failed: 1,
  /** The command line or the configuration is wrong: nothing was tried. */
  usage: 2,
  /** What was waited for was cancelled. */
  cancelled: 3,
  /** What was waited for came too late. */
  expired: 4,
  /** The person has left, as by Ctrl-C; what was asked for goes on. */
  left: 130,
} as const;
