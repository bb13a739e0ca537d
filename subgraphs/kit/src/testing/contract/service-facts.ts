import type { ModelFeature } from '@sluice/schema';
import type { CapabilityName, OfferedCapability } from '../../capability-types.js';
import type { ServiceProcess, StartOptions } from '../start-service-process.js';
import { BROKEN_THREADS } from './broken-threads.js';
import type { CapabilitySample } from './capability-samples.js';

/** Starts the service anew, in a process of its own; `(options) => startServiceProcess(mainFile, options)`. */
export type StartContractService = (options: StartOptions) => Promise<ServiceProcess>;

/** As models tell them in their details. */
export type GenerationFeature = Extract<ModelFeature, 'structured-output' | 'tools'>;

/** What the suite must be told of a service. */
export interface ServiceFacts {
  /** What it offers; the suite checks that it says just that, and tries each. */
  readonly capabilities: readonly OfferedCapability[];
  /** Other samples, where the suite's own do not suit the engine. */
  readonly samples?: Partial<Record<CapabilityName, Partial<CapabilitySample>>>;
  /** What replaces parts of the suite's own input of generations: `{ seed: null }` for models that take none. */
  readonly generation?: Readonly<Record<string, unknown>>;
  /** What its language models can be asked for beside a text; they refuse the rest. @default nothing */
  readonly features?: readonly GenerationFeature[];
  /** Environment of every process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Environment in which it cannot load; `never` where nothing is loaded. @default worker threads that die at once */
  readonly failing?: Readonly<Record<string, string>> | 'never';
  /** How soon the CPU must be idle once a caller has left or a deadline has passed, in milliseconds. @default 10,000 */
  readonly idleMs?: number;
  /** Longest time for one clause, in milliseconds. @default 120,000 */
  readonly clauseMs?: number;
}

/** Facts with nothing left open. */
export type KnownFacts = Required<ServiceFacts>;

export function completeFacts(facts: ServiceFacts): KnownFacts {
  return {
    samples: {},
    generation: {},
    features: [],
    env: {},
    failing: BROKEN_THREADS,
    idleMs: 10_000,
    clauseMs: 120_000,
    ...facts,
  };
}
