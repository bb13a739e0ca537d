export { A_KEY } from './a-key.js';
export * from './start-vendor.js';
export * from './read-sse.js';
export * from './vendor-client.js';
export type { VendorFacts } from './behaviour/vendor-facts.js';
export { defineVendorBehaviour } from './behaviour/define-vendor-behaviour.js';
export { scriptModels } from './script-models.js';
export { WRITING_FACTS } from './task-facts.js';
