export {
  type Contract,
  type Contracts,
  CONTRACTS_FOLDER,
  readContexts,
  readContracts,
} from './contracts/read-contracts.js';
export { subgraphDocument } from './contracts/subgraph-document.js';
export * from './errors/error-table.js';
export * from './errors/read-details.js';
export * from './errors/service-error.js';
export * from './models/cost-of.js';
export * from './models/model-details.js';
export * from './models/wire-usage.js';
export * from './wire.js';
