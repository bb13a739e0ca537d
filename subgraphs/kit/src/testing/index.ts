export { createTestGateway, type TestGateway } from './create-test-gateway.js';
export * from './service-client.js';
export * from './start-service.js';
export * from './start-service-process.js';
export { defineServiceContract } from './contract/define-service-contract.js';
export type { CapabilitySample, SampleEntity } from './contract/capability-samples.js';
export type { ServiceFacts, StartContractService } from './contract/service-facts.js';
export type { TestVocabulary } from './contract/test-vocabulary.js';
