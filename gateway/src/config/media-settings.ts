import { z } from 'zod';

const MEBIBYTE = 1024 * 1024;
const GIBIBYTE = 1024 * MEBIBYTE;

const bytes = (fallback: number, meaning: string) =>
  z
    .int()
    .min(1024)
    .max(1024 * GIBIBYTE)
    .default(fallback)
    .describe(`${meaning} In bytes.`);
const count = (fallback: number, meaning: string) => z.int().min(1).max(10_000_000).default(fallback).describe(meaning);
const milliseconds = (fallback: number, meaning: string) =>
  z.int().min(1).max(2_592_000_000).default(fallback).describe(`${meaning} In milliseconds.`);

const fetching = z.strictObject({
  allowHttp: z
    .boolean()
    .default(false)
    .describe('Whether `http:` URLs are fetched too; they can be changed on the way.'),
  ports: z
    .array(z.int().min(1).max(65_535))
    .min(1)
    .max(20)
    .optional()
    .describe('The ports that are fetched from; without it 443, and 80 where `allowHttp` is set.'),
  maxRedirects: z.int().min(0).max(10).default(3).describe('How often a URL may redirect; each target is checked.'),
  connectMs: milliseconds(3_000, 'The longest time to connect.'),
  idleMs: milliseconds(5_000, 'The longest silence of a server.'),
  totalMs: milliseconds(15_000, 'The longest time of one fetch, redirects included.'),
});

const bounds = (size: number, files: number) =>
  z.strictObject({
    bytes: bytes(size, 'The most that is stored.'),
    files: count(files, 'The most pictures and sounds that are stored.'),
  });

const store = z.strictObject({
  lifetimeMs: milliseconds(86_400_000, 'How long pictures and sounds are kept after they came in last.'),
  minAgeMs: milliseconds(600_000, 'What was used within this time is not removed to make room.'),
  tenant: bounds(GIBIBYTE, 10_000).prefault({}).describe("One tenant's part."),
  total: bounds(8 * GIBIBYTE, 100_000)
    .prefault({})
    .describe('All tenants together.'),
  s3: z
    .strictObject({
      bucketUrl: z
        .url({ protocol: /^https?$/, error: 'expected a URL that begins with http:// or https://' })
        .describe('The URL of the bucket: `https://s3.eu-west-1.amazonaws.com/pictures`.'),
      region: z.string().min(1).default('us-east-1').describe('The region that requests are signed for.'),
      prefix: z
        .string()
        .regex(/^([A-Za-z0-9_-]+\/)*$/, { error: 'expected letters, digits, hyphens and a slash at the end' })
        .default('')
        .describe('What every key begins with, such as `sluice/`.'),
    })
    .optional()
    .describe(
      'Keeps media in a bucket instead of the data folder, so that several machines share them. The key comes from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
    ),
});

/** The section `media` of `sluice.yaml`. */
export const mediaSettings = z
  .strictObject({
    maxBytes: bytes(8 * MEBIBYTE, 'The largest picture or sound.'),
    maxPixels: count(40_000_000, 'The largest picture, all its frames or pages together, in pixels.'),
    maxPerOperation: count(32, 'How many different pictures and sounds one operation may bring in.'),
    servicesUrl: z
      .url({ protocol: /^https?$/, error: 'expected a URL that begins with http:// or https://' })
      .optional()
      .describe('Where services on other machines read and write media, when that is not `server.publicUrl`.'),
    urlLifetimeMs: milliseconds(3_600_000, 'How long the URL of a picture or a sound is good for at least.'),
    fetch: fetching.prefault({}).describe('How URLs that callers name are fetched. Private addresses never are.'),
    store: store.prefault({}).describe('Where pictures and sounds are kept: a folder of the data folder, or a bucket.'),
  })
  .refine(({ urlLifetimeMs, store }) => store.lifetimeMs - store.minAgeMs >= 2 * urlLifetimeMs, {
    path: ['store', 'lifetimeMs'],
    error: 'expected at least twice `urlLifetimeMs` and `minAgeMs`, so that what a URL leads to outlives it',
  });

/** What it says, with the defaults filled in. */
export type MediaSettings = z.output<typeof mediaSettings>;
