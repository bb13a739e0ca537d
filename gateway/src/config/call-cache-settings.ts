import { z } from 'zod';

const MEBIBYTE = 1024 * 1024;

/** `callCache` of the configuration. */
export const callCacheSettings = z.strictObject({
  enabled: z
    .boolean()
    .default(true)
    .describe('Whether answers of PURE calls are kept, as long as the contracts allow.'),
  store: z
    .enum(['memory', 'redis'])
    .default('memory')
    .describe('Where they are kept: in this process, or on the server of `storage.redisUrl`, for all gateways.'),
  maxBytes: z
    .int()
    .min(MEBIBYTE)
    .max(64 * 1024 * MEBIBYTE)
    .default(64 * MEBIBYTE)
    .describe('The memory of all answers kept in this process. A Redis server has a bound of its own.'),
  maxValueBytes: z
    .int()
    .min(1024)
    .max(64 * MEBIBYTE)
    .default(MEBIBYTE)
    .describe('The largest answer that is kept.'),
  staleIfErrorMs: z
    .int()
    .min(0)
    .max(7 * 86_400_000)
    .default(0)
    .describe('How much older than it may be an answer is given while nobody can answer anew, in milliseconds.'),
  redisTimeoutMs: z
    .int()
    .min(1)
    .max(10_000)
    .default(50)
    .describe('The longest time that an answer is looked for on the Redis server, in milliseconds.'),
});

/** How answers of AI services are kept. */
export type CallCacheSettings = z.output<typeof callCacheSettings>;
