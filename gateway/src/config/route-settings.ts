import { z } from 'zod';

import { roleNames, tenantName } from './caller-settings.js';
import { routeTimeouts } from './timeout-settings.js';

const capability = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,62}$/, { error: 'expected the name of a capability, such as generation' });

const model = z.string().min(1).max(200);

/** A word that callers send in `sluice-labels`. */
export const LABEL = /^[a-z][a-z0-9-]{0,62}$/;

const labels = z
  .array(z.string().regex(LABEL, { error: 'expected lower-case letters, digits and hyphens, a letter first' }))
  .max(20);

const target = z.strictObject({
  service: z.string().min(1).max(63).describe('The name of a service of this file.'),
  model: model
    .exactOptional()
    .describe('What its calls name instead of what the caller named; without it, what the caller named.'),
  weight: z
    .int()
    .min(0)
    .max(1_000_000)
    .default(1)
    .describe('Its part of the load where targets share it; with 0 it is asked after its equals.'),
  timeouts: routeTimeouts.exactOptional().describe("Other times than the service's own."),
});

const hedge = z
  .union(
    [
      z.boolean(),
      z.strictObject({
        afterMs: z
          .int()
          .min(1)
          .max(600_000)
          .describe('How long the first target may take before a second one is asked, in milliseconds.'),
      }),
    ],
    { error: 'expected true, false, or how long to wait, such as { afterMs: 500 }' },
  )
  .default(false)
  .describe('Whether a second target is asked as well when the first is slow: the first answer counts.');

const behaviour = {
  strategy: z
    .enum(['priority', 'weighted', 'least-in-flight', 'lowest-latency', 'lowest-cost'])
    .default('priority')
    .describe('Which target is asked first; `priority` is the order of the list.'),
  critical: z
    .boolean()
    .default(false)
    .describe('Metrics and `/health/ready` tell when fewer than two of its targets are well.'),
  hedge,
  retries: z.int().min(0).max(10).default(2).describe('How often one target may be asked again.'),
  contentPolicyFallback: z
    .boolean()
    .default(false)
    .describe('Whether what one target refuses for its content may be asked of the next.'),
  otherModels: z
    .boolean()
    .default(false)
    .describe('Whether calls that must keep to one model, such as embeddings, may fall back to another.'),
  restartStreams: z
    .boolean()
    .default(false)
    .describe('Whether a stream that breaks off begins anew at the next target, which its reader is told.'),
  staleIfErrorMs: z
    .int()
    .min(0)
    .max(86_400_000)
    .default(0)
    .describe('How much older than it may be an answer is given when all targets fail, in milliseconds.'),
};

const route = z.strictObject({
  capability: capability.describe('The capability whose calls it takes.'),
  model: model
    .exactOptional()
    .describe('The name that callers write as `model`; without it, calls with any or none are taken.'),
  tenants: z.array(tenantName).min(1).max(200).exactOptional().describe('Takes calls of these tenants only.'),
  roles: roleNames.min(1).exactOptional().describe('Takes calls of callers with one of these roles only.'),
  labels: labels.min(1).exactOptional().describe('Takes calls that carry all of these labels (`sluice-labels`).'),
  ...behaviour,
  targets: z
    .array(target)
    .min(1, { error: 'expected at least one target, such as { service: openai }' })
    .max(100)
    .describe('Where its calls may go.'),
});

/** `routes` of the configuration. */
export const routeSettings = z
  .array(route)
  .max(1_000)
  .default([])
  .describe('Which services take which calls; the first route that fits a call is taken.');

/** A route as it is written. */
export type RouteSettings = Readonly<z.output<typeof route>>;
export type RouteTargetSettings = RouteSettings['targets'][number];
/** A route as a file may have it: what has a default may be left out. */
export type RouteInput = z.input<typeof route>;
