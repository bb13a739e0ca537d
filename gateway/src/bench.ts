/** What `bench/` measures from the inside; nobody else has a use for it. */
export { createAccessGate } from './admission/access/access-gate.js';
export { executionSettings, type ExecutionSettings } from './config/execution-settings.js';
export { contextSettings } from './config/context-settings.js';
export { createPolicies } from './contexts/create-policies.js';
export { createExecutions } from './executions/create-executions.js';
export { executionsQueue } from './executions/executions-queue.js';
export { generateSealingKey, parseSealingKeys } from './executions/sealing/sealer.js';
export type { RunContext } from './executions/run-context.js';
export { startWorker } from './executions/start-worker.js';
export type { Principal } from './identity/principal.js';
export { createRoles } from './identity/roles.js';
export type { RequestContext } from './request-context.js';
export { createStorage } from './storage/create-storage.js';
export type { Store } from './storage/store/store.js';
export type { AdmissionRequest } from './supergraph/admission.js';
export { fragmentsOf } from './supergraph/fragments-of.js';
export { createSnapshot, readSupergraphSdl } from './supergraph/snapshot.js';
