export { buildSupergraph, toApiSchema } from './api-schema.js';
export { type Composition, composeContracts, EXECUTIONS_SUBGRAPH } from './compose/compose-contracts.js';
export { ContractError, type ContractProblem } from './compose/contract-problem.js';
export { driftedFiles, writeComposition } from './compose/write-composition.js';
export { type Contract, type Contracts, CONTRACTS_FOLDER, readContracts } from './contracts/read-contracts.js';
export { subgraphDocument } from './contracts/subgraph-document.js';
export * from './errors/error-table.js';
export * from './errors/service-error.js';
export * from './wire.js';
