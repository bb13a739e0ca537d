/** An entry of its own, beside composition: what registers services, and nothing else, loads it. */
export { ContractError, type ContractProblem } from '../compose/contract-problem.js';
export type { ServiceReading } from './check-service-sdl.js';
export { type CheckRequest, type Composer, type ComposerOptions, createComposer } from './composer.js';
export type { RegisteredContract } from './new-capabilities.js';
export { MAX_SDL_BYTES } from './parse-service-sdl.js';
