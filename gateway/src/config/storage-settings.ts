import { z } from 'zod';

/** The section `storage` of `sluice.yaml`. The addresses hold passwords: what is wrong with one is told without it. */
export const storageSettings = z.strictObject({
  databaseUrl: z
    .url({ protocol: /^postgres(ql)?$/, error: 'expected a URL such as postgres://user:password@host:5432/database' })
    .optional()
    .describe('A PostgreSQL server; without it the database runs in the gateway. It holds a password: DATABASE_URL.'),
  maxConnections: z.int().min(2).max(1000).default(10).describe('The most connections to the PostgreSQL server.'),
  redisUrl: z
    .url({ protocol: /^rediss?$/, error: 'expected a URL such as redis://user:password@host:6379' })
    .optional()
    .describe('A Redis server for rate limits and the event bus. It holds a password: REDIS_URL.'),
  redisPrefix: z
    .string()
    .regex(/^[\w:.-]{1,100}$/, { error: 'expected up to 100 letters, digits, or any of : . _ -' })
    .default('sluice:')
    .describe('What every key and channel on the Redis server begins with; installations that share one differ in it.'),
});

/** What it says, with the defaults filled in. */
export type StorageSettings = z.output<typeof storageSettings>;
