export * from './service-client.js';
export * from './start-service.js';
export * from './start-service-process.js';
