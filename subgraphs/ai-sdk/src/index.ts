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
  toOffer,
  type Offer,
  type VendorCapabilitiesOptions,
  type VendorModel,
  type VendorProvider,
} from './vendor-capabilities.js';
export { boundsOf, limitsOf, VENDOR_SETTINGS, type VendorSettings } from './settings/vendor-settings.js';
export {
  createCredentialPool,
  type CredentialPool,
  type CredentialPoolOptions,
} from './credentials/credential-pool.js';
export { createCredentials, type Credentials } from './credentials/create-credentials.js';
export { CREDENTIAL_SETTINGS, missingCredential, readCredentialSources } from './credentials/credential-settings.js';
export type { CredentialSource } from './credentials/credential-source.js';
export { createRotation, type Rotation } from './credentials/rotation.js';
export { ANTHROPIC_MODELS } from './catalogue/anthropic.js';
export type { Catalogue, CatalogueEntry } from './catalogue/catalogue.js';
export { GOOGLE_MODELS } from './catalogue/google.js';
export { HOSTED_MODELS } from './catalogue/hosted.js';
export { type ModelSetting, modelsSetting, nameOf } from './catalogue/model-settings.js';
export { OPENAI_MODELS } from './catalogue/openai.js';
export { toModels } from './catalogue/to-models.js';
export { bisect } from './bisect.js';
