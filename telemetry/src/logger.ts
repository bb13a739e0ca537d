import { type DestinationStream, destination, type Logger as Pino, pino, stdTimeFunctions } from 'pino';
import { describeError } from './describe-error.js';
import { boundValue, cutText, isLogField, type LogFields } from './log-fields.js';

/**
 * Structured logs as JSON lines: fields by allow-list (`log-fields.ts`), and messages that are constants, so that no
 * line can carry a prompt or an output. What is not allowed is left out and counted in the line's `dropped`.
 */
export interface Logger {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
  /** A logger whose every line carries these fields as well. */
  child(fields: LogFields): Logger;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

export interface LoggerOptions {
  /** Who writes: `gateway`, or a service's name. */
  readonly name: string;
  /** The least level that is written. @default info */
  readonly level?: LogLevel;
  /** Takes whole lines. @default standard error, written synchronously, so that a crash loses none */
  readonly destination?: DestinationStream;
}

/** @returns a logger that writes JSON lines */
export function createLogger({ name, level = 'info', destination: sink }: LoggerOptions): Logger {
  const options = {
    level,
    base: { name },
    messageKey: 'message',
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return wrapPino(pino(options, sink ?? destination({ fd: 2, sync: true })));
}

/** A logger that writes nothing: for tests, and where nobody listens. */
export const silentLogger: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  child: () => silentLogger,
};

function wrapPino(inner: Pino): Logger {
  return {
    debug: (fields, message) => inner.debug(allowFields(fields), cutText(message)),
    info: (fields, message) => inner.info(allowFields(fields), cutText(message)),
    warn: (fields, message) => inner.warn(allowFields(fields), cutText(message)),
    error: (fields, message) => inner.error(allowFields(fields), cutText(message)),
    child: (fields) => wrapPino(inner.child(allowFields(fields))),
  };
}

function allowFields(fields: LogFields): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  let dropped = 0;
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    const written = name === 'error' ? describeError(value) : isLogField(name) ? boundValue(value) : undefined;
    if (written === undefined) dropped += 1;
    else kept[name] = written;
  }
  return dropped === 0 ? kept : { ...kept, dropped };
}
