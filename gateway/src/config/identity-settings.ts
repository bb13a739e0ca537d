import { z } from 'zod';

import { anonymousSettings, certificateSettings } from './caller-settings.js';
import { issuerSettings } from './issuer-settings.js';

/** Who may call: the settings of `identity`. */
export const identitySettings = z.strictObject({
  keysFile: z
    .string()
    .min(1)
    .exactOptional()
    .describe(
      'A JSON file of API keys, role by role, as `sluice create-keys` writes it, made known to the database at each start. Also: SLUICE_KEYS_FILE.',
    ),
  apiKeys: z
    .strictObject({
      outageMs: z
        .int()
        .min(1_000)
        .max(3_600_000)
        .default(60_000)
        .describe(
          'How long API keys that were seen lately are still taken while the database cannot be asked. In milliseconds.',
        ),
    })
    .prefault({})
    .describe('API keys, which stand in the database.'),
  resource: z
    .url({ protocol: /^https?$/, error: 'expected a URL that begins with https://' })
    .max(2_048)
    .exactOptional()
    .describe('How issuers know this gateway (RFC 8707, RFC 9728), where that is not its public URL.'),
  issuers: z
    .array(issuerSettings)
    .max(50)
    .default([])
    .refine((list) => new Set(list.map(({ name }) => name)).size === list.length, {
      error: 'expected every issuer to have a name of its own',
    })
    .refine((list) => new Set(list.map(({ issuer }) => issuer)).size === list.length, {
      error: 'expected every issuer once',
    })
    .refine((list) => list.filter(({ introspection }) => introspection).length <= 1, {
      error: 'expected at most one issuer with `introspection`, since an opaque token does not tell whose it is',
    })
    .describe('Who may issue access tokens for this gateway.'),
  certificates: z
    .array(certificateSettings)
    .max(100)
    .default([])
    .describe('Which client certificates are callers; `server.tls.clientCa` names who signs them.'),
  anonymous: anonymousSettings
    .exactOptional()
    .describe('Who sends no credential at all; without this they are refused. They are one caller together.'),
  cookie: z
    .string()
    .regex(/^(__Host-|__Secure-)?[A-Za-z0-9_-]{1,64}$/, { error: 'expected the name of a cookie' })
    .exactOptional()
    .describe('A cookie that may hold the token of a browser, of the origins that may call. Without it none does.'),
});

/** Validated. */
export type IdentitySettings = z.output<typeof identitySettings>;
