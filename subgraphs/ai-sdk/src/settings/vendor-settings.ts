import type { GenerationDeadlines } from '@sluice/kit';
import { z } from 'zod';

import type { VendorBounds } from '../http/vendor-fetch.js';

const HOUR_MS = 3_600_000;

const milliseconds = z.int().min(1).max(HOUR_MS);

/** The settings that every vendor's service has; a service adds its own: `z.strictObject({ ...VENDOR_SETTINGS, … })`. */
export const VENDOR_SETTINGS = {
  /** Calls under way at once, of each capability. */
  concurrency: z.int().min(1).max(10_000).optional(),
  /** Whether the models that write are offered for summaries, answers, translations and the like. */
  tasks: z.boolean().default(true),
  timeouts: z
    .strictObject({
      connectMs: milliseconds.optional(),
      headersMs: milliseconds.optional(),
      /** From the headers to the first bytes, whatever they hold. */
      firstByteMs: milliseconds.optional(),
      /** Between two pieces of what a model writes, thoughts included. */
      idleMs: milliseconds.optional(),
      /** Until a model writes, or thinks. */
      firstTokenMs: milliseconds.optional(),
      totalMs: milliseconds.optional(),
    })
    .default({}),
  maxAnswerBytes: z.int().min(1_024).max(1_073_741_824).optional(),
} as const;

const vendorSettings = z.strictObject(VENDOR_SETTINGS);
export type VendorSettings = z.output<typeof vendorSettings>;

/** What of the settings goes to `createVendorFetch`. */
export function boundsOf({ timeouts, maxAnswerBytes }: VendorSettings): Partial<VendorBounds> {
  const { connectMs, headersMs, firstByteMs, idleMs } = timeouts;
  return given({ connectMs, headersMs, firstByteMs, idleMs, maxBytes: maxAnswerBytes });
}

/** What of the settings goes to `createVendorCapabilities`. */
export function limitsOf({ concurrency, tasks, timeouts }: VendorSettings): {
  readonly concurrency?: number;
  readonly tasks: boolean;
  readonly deadlines: Partial<GenerationDeadlines>;
} {
  const { firstTokenMs, idleMs, totalMs } = timeouts;
  return { tasks, ...given({ concurrency }), deadlines: given({ firstTokenMs, idleMs, totalMs }) };
}

type Given<Values> = { readonly [Name in keyof Values]?: Exclude<Values[Name], undefined> };

/** Without what is undefined: an option that is there, and undefined, would replace its default. */
function given<Values extends object>(values: Values): Given<Values> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<Values>;
}
