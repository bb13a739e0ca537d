import type { Service } from '@sluice/kit';

import type { VendorSettings } from '../../settings/vendor-settings.js';
import type { GenerateInput, Written } from '../vendor-client.js';

/** What the suite must be told of a vendor's service. */
export interface VendorFacts {
  /** As in `failures.json`: which statuses and bodies are tried. */
  readonly vendor: string;
  /** The service, talking to an emulator at this origin, with deadlines of this length. */
  readonly create: (origin: string, timeouts: VendorSettings['timeouts']) => Service;
  /** Recorded streams: a text of several pieces, one with a call of a function, one with JSON. */
  readonly recordings: Readonly<Record<'text' | 'tools' | 'json', URL>>;
  /** What is in each of them. */
  readonly expected: Readonly<Record<'text' | 'tools' | 'json', Partial<Written>>>;
  /** Events of a stream that are errors, with the code of each. */
  readonly errors: readonly { readonly event: string; readonly code: string }[];
  /** What of a request shows that something reached the vendor. */
  readonly sent: {
    readonly image: string;
    readonly schema: string;
    readonly tool: string;
    readonly toolResult: string;
  };
  /** What every model refuses. */
  readonly refused: readonly GenerateInput[];
}
