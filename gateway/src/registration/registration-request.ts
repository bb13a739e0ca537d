import { MAX_SDL_BYTES } from '@sluice/schema/registration';
import { ServiceError } from '@sluice/schema';
import { z } from 'zod';

import type { RegistrationSettings } from '../config/registration-settings.js';

/** What a caller asks for, checked. */
export type RegistrationRequest = z.output<ReturnType<typeof requestSchema>>;

/** What a caller sent: GraphQL has checked its form, and no more. */
export interface RegistrationInput {
  readonly name: string;
  readonly url: string;
  readonly capabilities?: readonly string[] | null | undefined;
  readonly sdl?: string | null | undefined;
  /** @default 60 */
  readonly leaseSeconds?: number | undefined;
}

type LeaseBounds = Pick<RegistrationSettings, 'minLeaseSeconds' | 'maxLeaseSeconds'>;

const NAME = /^[a-z][a-z0-9-]{0,62}$/;

function requestSchema({ minLeaseSeconds: least, maxLeaseSeconds: most }: LeaseBounds) {
  return z.object({
    name: z.string().regex(NAME, 'expected lower-case letters, digits and hyphens, a letter first'),
    url: z.string().max(300, 'expected up to 300 characters').transform(toBase),
    capabilities: z
      .array(z.string().regex(NAME, 'expected the name of a capability'))
      .max(50, 'expected up to 50 names')
      .nullish(),
    sdl: z.string().max(MAX_SDL_BYTES, `expected up to ${MAX_SDL_BYTES} bytes`).nullish(),
    leaseSeconds: z
      .int()
      .min(least, `expected ${least} to ${most}`)
      .max(most, `expected ${least} to ${most}`)
      .default(60),
  });
}

/** A URL has one form, whatever notation its address was written in: `http://0x7f000001` is `http://127.0.0.1`. */
function toBase(text: string, context: z.RefinementCtx): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isBase = url !== null && /^https?:$/.test(url.protocol) && url.href === `${url.origin}${url.pathname}`;
  if (isBase) return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
  context.addIssue({
    code: 'custom',
    message: 'expected http:// or https://, a host, a port, perhaps a path, and nothing else',
  });
  return z.NEVER;
}

/** @throws ServiceError `BAD_USER_INPUT` that names the place */
export function parseRegistration(input: RegistrationInput, bounds: LeaseBounds): RegistrationRequest {
  const parsed = requestSchema(bounds).safeParse(input);
  if (parsed.success) return parsed.data;
  const [{ path, message } = { path: [], message: 'is not acceptable' }] = parsed.error.issues;
  const inputPath = ['input', ...path.map((part) => (typeof part === 'number' ? part : String(part)))];
  throw new ServiceError('BAD_USER_INPUT', `${inputPath.join('.')}: ${message}.`, { inputPath });
}
