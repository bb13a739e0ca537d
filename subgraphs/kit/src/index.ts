export { isErrorCode, ServiceError, type ErrorCode, type ErrorDetails } from '@sluice/schema';
export { createLogger, type Logger, silentLogger } from '@sluice/telemetry';
export * from './capabilities.js';
export * from './generation/generation-capability.js';
export { createService, DEFAULT_LIMITS } from './create-service.js';
export { runService } from './run-service.js';
export * from './service.js';
export { createWorkerPool, type WorkerPool, type WorkerPoolOptions } from './workers/worker-pool.js';
