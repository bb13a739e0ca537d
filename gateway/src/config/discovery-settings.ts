import { z } from 'zod';

const DNS_NAME = /^(?=.{1,253}\.?$)[a-z0-9_]([a-z0-9_-]*[a-z0-9])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9])?)*\.?$/i;

/** Instances of a service that DNS tells of. */
export const discoverySettings = z
  .strictObject({
    dns: z
      .string()
      .regex(DNS_NAME, { error: 'expected a name, such as ocr.internal or _http._tcp.ocr.internal' })
      .describe('The name that is looked up.'),
    type: z
      .enum(['A', 'AAAA', 'SRV'])
      .default('A')
      .describe('Which records tell of instances; SRV tells of ports as well.'),
    port: z.int().min(1).max(65_535).exactOptional().describe('The port of each instance, where records tell of none.'),
    scheme: z.enum(['http', 'https']).default('http').describe('How instances are spoken to.'),
    intervalMs: z
      .int()
      .min(100)
      .max(3_600_000)
      .default(5_000)
      .describe('How often the name is looked up. In milliseconds.'),
  })
  .refine(({ type, port }) => type === 'SRV' || port !== undefined, {
    path: ['port'],
    error: 'expected the port of each instance: records of addresses tell of none',
  });

export type DiscoverySettings = z.output<typeof discoverySettings>;

/** The ways in which the gateway comes to know where a service is. */
const PLACES = ['run', 'url', 'discover', 'registers'] as const;

interface Placed {
  readonly run?: unknown;
  readonly url?: string | undefined;
  readonly discover?: { readonly scheme: string } | undefined;
  readonly registers?: true | undefined;
}

export const hasOnePlace = (service: Placed) => PLACES.filter((place) => service[place] !== undefined).length === 1;

export const onePlace = { oneOf: PLACES.map((place) => ({ required: [place] })) };

/** Whether connections to a service may be by TLS. */
export function mayHaveTls({ url, discover, registers }: Placed): boolean {
  return url?.startsWith('https:') === true || discover?.scheme === 'https' || registers === true;
}
