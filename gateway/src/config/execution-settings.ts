import { z } from 'zod';

const milliseconds = (fallback: number, longest: number, meaning: string) =>
  z.int().min(1).max(longest).default(fallback).describe(`${meaning} In milliseconds.`);

const DAY = 86_400;

/** The section `executions` of `sluice.yaml`. */
export const executionSettings = z.strictObject({
  concurrency: z
    .int()
    .min(0)
    .max(1_000)
    .default(16)
    .describe('The most executions that this process runs at once; 0 accepts them and leaves them to others.'),
  maxRunningPerTenant: z
    .int()
    .min(1)
    .max(10_000)
    .default(8)
    .describe('The most executions of a tenant that run at once, over all processes.'),
  maxOpenPerTenant: z
    .int()
    .min(1)
    .max(1_000_000)
    .default(10_000)
    .describe('The most executions of a tenant that have not ended.'),
  maxAttempts: z.int().min(1).max(100).default(3).describe('How many attempts an execution has that does not say.'),
  attemptTimeoutMs: milliseconds(600_000, 86_400_000, 'The longest time of one attempt.'),
  retryDelayMs: milliseconds(1_000, 300_000, 'The pause before the second attempt; each later one is twice as long.'),
  unavailableMs: milliseconds(
    3_600_000,
    30 * DAY * 1_000,
    'For how long attempts that no service has taken do not count.',
  ),
  heartbeatSeconds: z
    .int()
    .min(10)
    .max(600)
    .default(15)
    .describe('How long a worker may be silent before what it runs is given to another.'),
  flushMs: milliseconds(75, 1_000, 'How long events gather before they are written.'),
  pollMs: milliseconds(1_000, 60_000, 'How often work is looked for where nobody has told of it.'),
  keepSeconds: z
    .int()
    .min(60)
    .max(3_650 * DAY)
    .default(30 * DAY)
    .describe('How long executions are kept after their end, at most and by default.'),
  collapseAfterSeconds: z
    .int()
    .min(1)
    .max(3_650 * DAY)
    .default(300)
    .describe('How long after the end of an execution its pieces of text become one event.'),
});

/** What it says, with the defaults filled in. */
export type ExecutionSettings = z.output<typeof executionSettings>;
