import { z } from 'zod';

const count = (fallback: number, meaning: string) => z.int().min(1).max(100_000).default(fallback).describe(meaning);

const milliseconds = (fallback: number, meaning: string) =>
  z.int().min(1).max(3_600_000).default(fallback).describe(`${meaning} In milliseconds.`);

/** The section `limits.subscriptions` of `sluice.yaml`. */
export const subscriptionSettings = z.strictObject({
  perConnection: count(100, 'The most operations at once on one WebSocket or one shared event stream.'),
  connectionsPerPrincipal: count(1_000, 'The most WebSockets and streamed answers that one caller may hold open.'),
  connections: count(10_000, 'The same for all callers together.'),
  maxMessageBytes: z
    .int()
    .min(1024)
    .max(256 * 1024 * 1024)
    .default(1024 * 1024)
    .describe('The largest message on a WebSocket. In bytes.'),
  initTimeoutMs: milliseconds(5_000, 'How long a WebSocket may be open before it says who calls.'),
  pingMs: milliseconds(12_000, 'How often a sign of life is sent; a WebSocket that does not answer one is ended.'),
  reconnectMs: z
    .int()
    .min(0)
    .max(60_000)
    .default(5_000)
    .describe(
      'How long a generation with an idempotency key goes on when its last client was lost, so that one that comes back finds it. In milliseconds; 0 ends it at once.',
    ),
  slowReaderMs: milliseconds(10_000, 'How long a client may leave unread what was sent before it is ended.'),
});

/** What it says, with the defaults filled in. */
export type SubscriptionSettings = z.output<typeof subscriptionSettings>;
