import { z } from 'zod';

const name = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,62}$/, {
  error: 'expected a letter, then letters, digits, hyphens and underscores',
});

export const tenantName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:@/-]{0,127}$/, {
  error: 'expected a tenant: letters, digits and ._:@/- of at most 128 characters',
});

export const roleNames = z.array(name).max(20).describe('Names of roles.');

/** A client certificate that is a caller. */
export const certificateSettings = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,62}$/, { error: 'expected lower-case letters, digits and hyphens, a letter first' })
    .describe('Begins the ids of its callers.'),
  type: z.enum(['DNS', 'URI', 'email', 'IP']).describe('Which subject alternative name is looked at.'),
  pattern: z
    .string()
    .min(1)
    .max(500)
    .describe('What it is, such as `spiffe://example.com/*/batch`: `*` is one label of a name, one segment of a path.'),
  tenant: tenantName.default('default').describe('Whose they are.'),
  roles: roleNames.min(1).describe('What they are.'),
});

/** A caller without a credential. */
export const anonymousSettings = z.strictObject({
  tenant: tenantName.default('anonymous').describe('Whose they are.'),
  role: name.describe('What they are.'),
});

/** Validated. */
export type CertificateSettings = z.output<typeof certificateSettings>;
export type AnonymousSettings = z.output<typeof anonymousSettings>;
