/**
 * The allow-list of logs: what is not named here is never written. Prompts, outputs, URLs of callers, headers and
 * messages of errors have no name in it, and must not get one.
 */
export const LOG_FIELDS = [
  // Which request, and whose.
  'requestId',
  'traceId',
  'spanId',
  'operationName',
  'operationHash',
  'operationType',
  'execution',
  'tenant',
  'principal',
  'role',
  // What access decided: names of the schema and of rules, which no caller makes.
  'effect',
  'checks',
  'denied',
  'coordinates',
  'rules',
  // Which part of the system.
  'service',
  'middleware',
  'instance',
  'capability',
  'model',
  'version',
  /** By the variable or the file that holds it. */
  'credential',
  'pid',
  'port',
  'host',
  /** An address that this process itself listens on. */
  'listenUrl',
  // What came of it.
  'method',
  'route',
  'status',
  'code',
  'codes',
  'phase',
  'reason',
  'signal',
  'exitCode',
  // How much, and how long.
  'durationMs',
  'loadMs',
  'backoffMs',
  'timeoutMs',
  'attempt',
  'calls',
  'items',
  'errors',
  'bytes',
  'rssBytes',
  'size',
  'limit',
  'queueLength',
  'fraction',
] as const;

export type LogField = (typeof LOG_FIELDS)[number];
export type LogPrimitive = string | number | boolean | null | undefined;

/**
 * The fields of one log line. Strings are cut at 256 characters, arrays at 32 elements. Of `error` its name, code,
 * stack frames and causes are written, never a message: that of an upstream may quote a prompt.
 */
export type LogFields = { readonly [Name in LogField]?: LogPrimitive | readonly LogPrimitive[] } & {
  readonly error?: unknown;
};

const MAX_STRING = 256;
const MAX_ELEMENTS = 32;

/** Bounds a text that goes to the log. */
export function cutText(text: string): string {
  return text.length <= MAX_STRING ? text : `${text.slice(0, MAX_STRING)}…`;
}

/** Whether a name is of the allow-list. */
export function isLogField(name: string): name is LogField {
  return allowed.has(name);
}

/** The value as it may be written, or `undefined` when it may not: objects could hold anything. */
export function boundValue(value: unknown): LogPrimitive | LogPrimitive[] {
  if (Array.isArray(value))
    return value.every(isPrimitive) ? value.slice(0, MAX_ELEMENTS).map(boundPrimitive) : undefined;
  return isPrimitive(value) ? boundPrimitive(value) : undefined;
}

const allowed: ReadonlySet<string> = new Set(LOG_FIELDS);

function boundPrimitive(value: LogPrimitive): LogPrimitive {
  return typeof value === 'string' ? cutText(value) : value;
}

function isPrimitive(value: unknown): value is LogPrimitive {
  return value === null || ['string', 'number', 'boolean', 'undefined'].includes(typeof value);
}
