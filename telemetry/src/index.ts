export * from './describe-error.js';
export type { LogField, LogFields } from './log-fields.js';
export * from './logger.js';
export * from './metrics.js';
export * from './trace.js';
