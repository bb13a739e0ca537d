export * from './start-vendor.js';
export * from './read-sse.js';
