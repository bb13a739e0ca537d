export * from './errors/error-table.js';
export * from './errors/service-error.js';
export * from './wire.js';
