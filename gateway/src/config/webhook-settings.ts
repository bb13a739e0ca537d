import { z } from 'zod';

import { allowedPlaces } from './registration-settings.js';

const DAY = 86_400;

/** As the specification recommends: some three days in all. */
const RETRY_DELAYS = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, DAY];

/** The section `webhooks` of `sluice.yaml`. */
export const webhookSettings = z.strictObject({
  allow: allowedPlaces.describe(
    'Where webhooks may be beside public addresses: hosts, whatever addresses they have, and ranges of addresses. What is named here may be http, too.',
  ),
  maxPerTenant: z.int().min(0).max(1_000).default(20).describe('The most webhooks of a tenant.'),
  maxPending: z
    .int()
    .min(1)
    .max(10_000_000)
    .default(10_000)
    .describe('The most messages that wait for one webhook; beyond it, the oldest are given up.'),
  concurrency: z.int().min(1).max(200).default(16).describe('The most messages that this process sends at once.'),
  timeoutMs: z.int().min(100).max(60_000).default(15_000).describe('The longest time of one attempt. In milliseconds.'),
  retryDelaysSeconds: z
    .array(
      z
        .number()
        .min(0)
        .max(7 * DAY),
    )
    .max(30)
    .default(RETRY_DELAYS)
    .describe('The pause before each attempt after the first, in seconds; after the last one a message is dead.'),
  disableAfterSeconds: z
    .int()
    .min(60)
    .max(365 * DAY)
    .default(5 * DAY)
    .describe('A webhook is disabled when every attempt has failed for so long, in seconds.'),
  keepSeconds: z
    .int()
    .min(60)
    .max(365 * DAY)
    .default(30 * DAY)
    .describe('How long messages are kept after they were delivered or given up, in seconds.'),
  pollMs: z.int().min(10).max(60_000).default(1_000).describe('How often messages are looked for. In milliseconds.'),
});

/** What it says, with the defaults filled in. */
export type WebhookSettings = z.output<typeof webhookSettings>;
