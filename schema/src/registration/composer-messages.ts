import type { ContractProblem } from '../compose/contract-problem.js';
import type { ServiceReading } from './check-service-sdl.js';
import type { RegisteredContract } from './new-capabilities.js';

/** What the thread is asked: to hold a service to the contracts, or to compose the supergraph. */
export type ComposerTask =
  | {
      readonly kind: 'check';
      readonly sdl: string;
      readonly offered: readonly string[];
      readonly registered: readonly RegisteredContract[];
    }
  | { readonly kind: 'compose'; readonly registered: readonly RegisteredContract[] };

/** What it answers; a failure that it does not know has no problems. */
export type ComposerAnswer =
  | { readonly kind: 'check'; readonly reading: ServiceReading }
  | { readonly kind: 'compose'; readonly supergraph: string }
  | { readonly kind: 'refused'; readonly problems: readonly ContractProblem[] }
  | { readonly kind: 'failed'; readonly message: string };
