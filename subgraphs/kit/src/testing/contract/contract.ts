import type { CapabilityName } from '../../capability-types.js';
import type { ServiceProcess } from '../start-service-process.js';
import { CAPABILITY_SAMPLES, type CapabilitySample } from './capability-samples.js';
import type { KnownFacts, StartContractService } from './service-facts.js';
import type { TestVocabulary } from './test-vocabulary.js';

/** What every group of clauses stands on. */
export interface Contract {
  readonly words: TestVocabulary;
  readonly facts: KnownFacts;
  /** One sentence of the contract. */
  clause(title: string, check: () => Promise<void>): void;
  /** The process that clauses share; only clauses may ask for it. */
  service(): ServiceProcess;
  /** A process of a clause's own. */
  readonly start: StartContractService;
}

/** A clause about one capability. */
export interface CapabilityContract extends Contract {
  readonly name: CapabilityName;
  readonly sample: CapabilitySample;
}

export function sampleOf(name: CapabilityName, { samples }: KnownFacts): CapabilitySample {
  return { ...CAPABILITY_SAMPLES[name], ...samples[name] };
}

/** As many items, from an index on. */
export function itemsOf({ item }: CapabilitySample, count: number, first = 0): string[] {
  return Array.from({ length: count }, (_, index) => item(first + index));
}

/** The same for items that make work. */
export function heavyItemsOf({ heavy }: CapabilitySample, count: number): string[] {
  return Array.from({ length: count }, (_, index) => heavy(index));
}
