export { isErrorCode, ServiceError, type ErrorCode, type ErrorDetails } from '@sluice/schema';
export type { Logger } from '@sluice/telemetry';
export * from './capabilities.js';
export * from './create-service.js';
export * from './run-service.js';
export * from './service.js';
export * from './worker-pool.js';
