import { z } from 'zod';

import { isAddressRange } from '../network/address-range.js';

const HOST = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;

/** Hosts and ranges of addresses beside public ones. */
export const allowedPlaces = z
  .array(
    z.string().refine((value) => isAddressRange(value) || HOST.test(value), {
      error: 'expected a host, an address or a CIDR range, such as 10.0.0.0/8 or sentiment.internal',
    }),
  )
  .max(200)
  .default([]);

/** Services that register themselves: where they may be, and how many. */
export const registrationSettings = z.strictObject({
  enabled: z.boolean().default(true).describe('Whether services may register themselves.'),
  allow: allowedPlaces.describe(
    'Where registered services may be beside public addresses: hosts, whatever addresses they have, and ranges of addresses. Without them nothing inside is connected to.',
  ),
  minLeaseSeconds: z
    .int()
    .min(1)
    .max(3_600)
    .default(10)
    .describe('The shortest lease that a service may have, in seconds.'),
  maxLeaseSeconds: z
    .int()
    .min(10)
    .max(86_400)
    .default(3_600)
    .describe('The longest lease that a service may have, in seconds.'),
  maxPerCaller: z.int().min(1).max(10_000).default(100).describe('The most registrations of one caller.'),
});

export type RegistrationSettings = z.output<typeof registrationSettings>;
