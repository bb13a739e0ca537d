/** An entry of its own: composition loads 70 MB of Federation that a service has no use for. */
export { buildSupergraph, toApiSchema } from './api-schema.js';
export { type Composition, composeContracts, EXECUTIONS_SUBGRAPH } from './compose/compose-contracts.js';
export { ContractError, type ContractProblem } from './compose/contract-problem.js';
export { driftedFiles, writeComposition } from './compose/write-composition.js';
