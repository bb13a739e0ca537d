import { z } from 'zod';

const milliseconds = (fallback: number, meaning: string) =>
  z.int().min(1).max(3_600_000).default(fallback).describe(`${meaning} In milliseconds.`);

const breaker = z.strictObject({
  consecutiveFailures: z.int().min(1).max(10_000).default(5).describe('This many failures in a row open it.'),
  failureRatio: z
    .number()
    .min(0.01)
    .max(1)
    .default(0.5)
    .describe('This part of failures within the window opens it, if there were enough requests to judge by.'),
  minimumRequests: z.int().min(1).max(100_000).default(20).describe('As many requests are enough to judge by.'),
  windowMs: milliseconds(30_000, 'How long a request counts.'),
  openMs: milliseconds(2_000, 'How long it stays open the first time; twice as long with each that follows.'),
  maxOpenMs: milliseconds(60_000, 'The longest that it stays open.'),
  probes: z.int().min(1).max(100).default(1).describe('How many requests may try at a time whether all is well again.'),
});

const connections = z.strictObject({
  perInstance: z
    .int()
    .min(1)
    .max(10_000)
    .default(64)
    .describe('The most that calls to one instance have; streams have their own.'),
  maxAgeMs: milliseconds(
    300_000,
    'A connection of this age takes no more calls: a new one asks the name service again.',
  ),
});

/** The section `routing` of `sluice.yaml`: what holds for calls whatever their route. */
export const routingSettings = z.strictObject({
  retries: z
    .int()
    .min(0)
    .max(5)
    .default(2)
    .describe('How often one target is asked again, for calls that no route is configured for.'),
  connections: connections.prefault({}).describe('The connections to each instance.'),
  breaker: breaker.prefault({}).describe('When an instance that fails is left alone, and for how long.'),
});

/** What it says, with the defaults filled in. */
export type RoutingSettings = z.output<typeof routingSettings>;
