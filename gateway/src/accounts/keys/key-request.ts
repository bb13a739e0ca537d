import { ServiceError } from '@sluice/schema';
import { z } from 'zod';

import { isAddressRange } from '../../network/address-range.js';

const list = (item: z.ZodString, max: number) =>
  z
    .array(item)
    .max(max)
    .transform((items) => [...new Set(items)]);
/** Names are shown and logged, so they hold nothing that a terminal or a line of log could take for more. */
const word = (max: number) => z.string().regex(new RegExp(`^[^\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]{1,${max}}$`, 'u'));

const tenant = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/, 'expected letters, digits, dots, hyphens');
const scope = z
  .string()
  .max(100)
  .regex(/^[a-z][a-z0-9-]*:([a-z][a-z0-9._-]*|\*)$/, 'expected a permission such as context:embed or context:*');
const origin = z
  .string()
  .max(300)
  .refine(
    (text) => URL.canParse(text) && new URL(text).origin === text,
    'expected an origin such as https://app.example.com',
  );
const address = z.string().max(60).refine(isAddressRange, 'expected an address or a range such as 10.0.0.0/8');

const keyRequest = z.strictObject({
  name: word(100).refine((name) => name.trim() === name, 'expected no spaces around it'),
  tenant: tenant.optional(),
  roles: list(word(64), 20).default([]),
  scopes: list(scope, 100).default([]),
  models: list(word(200), 200).optional(),
  services: list(word(64), 100).optional(),
  origins: list(origin, 50).default([]),
  addresses: list(address, 100).default([]),
  expiresAt: z.date().optional(),
});

/** What is asked of a new key. Its own tenant, without one; every model and service, without a list. */
export type KeyRequest = z.output<typeof keyRequest>;

/** The same as it comes in; null says as much as nothing. */
export interface KeyRequestInput {
  readonly name: string;
  readonly tenant?: string | null | undefined;
  readonly roles?: readonly string[] | null | undefined;
  readonly scopes?: readonly string[] | null | undefined;
  readonly models?: readonly string[] | null | undefined;
  readonly services?: readonly string[] | null | undefined;
  readonly origins?: readonly string[] | null | undefined;
  readonly addresses?: readonly string[] | null | undefined;
  readonly expiresAt?: Date | null | undefined;
}

/**
 * Checks what is asked of a new key.
 *
 * @throws ServiceError `BAD_USER_INPUT` that names the member
 */
export function parseKeyRequest(input: KeyRequestInput, now: Date): KeyRequest {
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null));
  const parsed = keyRequest.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw badKeyInput(issue?.path ?? [], issue?.message ?? 'is not acceptable');
  }
  const request = parsed.data;
  if (request.roles.length + request.scopes.length === 0) throw badKeyInput(['roles'], 'expected a role or a scope');
  if (request.expiresAt && request.expiresAt <= now) throw badKeyInput(['expiresAt'], 'expected a time to come');
  return request;
}

/** A member of the input that is not acceptable. */
export function badKeyInput(path: readonly PropertyKey[], message: string): ServiceError {
  const inputPath = ['input', ...path.map((part) => (typeof part === 'number' ? part : String(part)))];
  return new ServiceError('BAD_USER_INPUT', `${inputPath.join('.')}: ${message}.`, { inputPath });
}
