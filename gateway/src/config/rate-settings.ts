import { z } from 'zod';

const limit = z.int().min(1).max(1_000_000_000).describe('Calls in one window.');
const duration = z.int().min(1).max(86_400).describe('Length of the window, in seconds.');

/** `rateLimits` of the configuration. */
export const rateSettings = z.strictObject({
  enabled: z.boolean().default(true).describe('Whether calls are counted at all.'),
  per: z
    .enum(['principal', 'tenant', 'address'])
    .default('principal')
    .describe('Who shares one count: each caller, all of a tenant, or all of an address.'),
  points: z.enum(['calls', 'cost']).default('calls').describe('What is counted: calls, or their @cost.'),
  multipliers: z
    .record(z.string().min(1), z.number().gt(0).max(1_000_000))
    .default({})
    .describe('By role, how many times the declared limit its callers have; of several roles the largest counts.'),
  fields: z
    .record(
      z.string().regex(/^[A-Za-z_]\w*\.[A-Za-z_]\w*$/, { error: 'expected a field such as Text.embedding' }),
      z.strictObject({
        limit: limit.optional(),
        duration: duration.optional(),
        per: z.enum(['principal', 'tenant', 'address']).optional().describe('Who shares one count of this field.'),
        roles: z.record(z.string().min(1), limit).default({}).describe('The limit by role, in place of a multiple.'),
      }),
    )
    .default({})
    .describe('Other limits than those that the contracts declare, by field.'),
});

/** How often callers may have AI services called. */
export type RateSettings = z.output<typeof rateSettings>;
