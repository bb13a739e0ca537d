/** What a log line may carry: the names of the allow-list, with values that are primitives or arrays of them. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Structured logs: constant messages, fields by allow-list. */
export interface Logger {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
  /** A logger whose every line carries these fields as well. */
  child(fields: LogFields): Logger;
}
