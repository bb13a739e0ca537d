/** What `bench/` measures from the inside; nobody else has a use for it. */
export { createAccessGate } from './admission/access/access-gate.js';
export { createRoles } from './identity/roles.js';
export type { RequestContext } from './request-context.js';
export type { AdmissionRequest } from './supergraph/admission.js';
export { fragmentsOf } from './supergraph/fragments-of.js';
export { createSnapshot, readSupergraphSdl } from './supergraph/snapshot.js';
