import { z } from 'zod';

import { ROLES } from '../identity/roles.js';

const name = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,62}$/, { error: 'expected lower-case letters, digits and hyphens, a letter first' });

const permission = z
  .string()
  .regex(/^[a-z][a-z-]{0,62}:([a-z][a-z-]{0,62}|\*)$/, { error: 'expected a permission such as context:embed' });

const names = (meaning: string) =>
  z.array(z.string().min(1).max(200)).min(1).max(200).exactOptional().describe(meaning);

const role = z.strictObject({
  permissions: z
    .array(permission)
    .max(200)
    .default([])
    .describe('What it may do, such as `context:embed`; `context:*` is every capability.'),
  inherits: z.array(z.enum(ROLES)).max(ROLES.length).default([]).describe('Roles whose permissions it has as well.'),
  models: names('The only models that it may use; without it, any.'),
  services: names('The only services that its calls may go to; without it, any.'),
});

const roles = z
  .record(
    name.refine((value) => !(ROLES as readonly string[]).includes(value), {
      error: `expected another name: ${ROLES.join(', ')} are built in`,
    }),
    role,
  )
  .default({})
  .describe('Roles of your own, by name.');

/** `access` of the configuration. */
export const accessSettings = z.strictObject({
  mode: z
    .enum(['filter', 'reject'])
    .default('filter')
    .describe('What becomes of an operation of which a part is not allowed: that part is null, or all is refused.'),
  dryRun: z
    .boolean()
    .default(false)
    .describe('Decisions are logged and counted, and nothing is denied. For trying rules out, never for production.'),
  roles,
  policies: z
    .record(z.string().min(1).max(200), z.string().min(1))
    .default({})
    .describe(
      'By the name that stands in @policy: a JavaScript file, relative to this one, whose default export decides.',
    ),
});

/** Who may read and run what. */
export type AccessSettings = z.output<typeof accessSettings>;
