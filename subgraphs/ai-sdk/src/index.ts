export { createVendorFetch, DEFAULT_BOUNDS, type VendorBounds, type VendorFetch } from './http/vendor-fetch.js';
export { type FailureContext, toStreamPartError, toVendorError } from './errors/vendor-error.js';
export { readRetryAfter } from './errors/retry-after.js';
export { streamGeneration, type StreamGenerationOptions } from './generation/stream-generation.js';
export type { GenerationFeature } from './generation/refuse-unsupported.js';
export { toCallOptions } from './generation/to-call-options.js';
export { toPrompt } from './generation/to-prompt.js';
export { createEmbed } from './embedding/embed.js';
export {
  createVendorCapabilities,
  type VendorCapabilitiesOptions,
  type VendorModel,
  type VendorProvider,
} from './vendor-capabilities.js';
export {
  boundsOf,
  limitsOf,
  modelsSetting,
  toModels,
  VENDOR_SETTINGS,
  type VendorSettings,
} from './settings/vendor-settings.js';
