import { ASSERTION, ServiceError } from '@sluice/schema';
import { jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import type { Caller } from './caller.js';
import type { GatewayKeys } from './gateway-keys.js';

export interface VerifyAssertionsOptions {
  readonly keys: GatewayKeys;
  /** The name of this service at the gateway: an assertion for another is refused. */
  readonly audience: string;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
}

/** How far the clocks of gateway and service may be apart, in seconds. */
const CLOCK_TOLERANCE_S = 10;
const MAX_LENGTH = 8 * 1024;
/** The gateway sends an assertion again and again for half a minute: it is verified once. */
const REMEMBER_MS = 30_000;
const MAX_REMEMBERED = 2_000;

/**
 * Checks the gateway's assertions: signed with one of its keys by the one algorithm, for this service, not older than
 * they may be. Nothing else that a request says of its caller counts.
 *
 * @returns gives the caller; throws `UNAUTHENTICATED`, or `SERVICE_UNAVAILABLE` while no keys are known
 */
export function createAssertionVerifier(
  options: VerifyAssertionsOptions,
): (assertion: string | string[] | undefined) => Promise<Caller> {
  const { now = Date.now } = options;
  const verified = new LRUCache<string, { readonly caller: Caller; readonly endsAt: number }>({ max: MAX_REMEMBERED });
  return async (assertion) => {
    if (typeof assertion !== 'string' || assertion.length > MAX_LENGTH) throw refusal();
    const known = verified.get(assertion);
    if (known && now() < known.endsAt) return known.caller;
    const { caller, expiresAt } = await verify(assertion, options, now());
    verified.set(assertion, { caller, endsAt: Math.min(expiresAt, now() + REMEMBER_MS) });
    return caller;
  };
}

async function verify(assertion: string, { keys, audience }: VerifyAssertionsOptions, at: number) {
  const keyOf = async ({ kid }: { readonly kid?: string }) => {
    const key = kid === undefined ? null : await keys.find(kid);
    if (!key) throw refusal();
    return key;
  };
  const { payload } = await jwtVerify(assertion, keyOf, {
    algorithms: [ASSERTION.algorithm],
    typ: ASSERTION.type,
    issuer: ASSERTION.issuer,
    audience,
    requiredClaims: ['exp', 'iat', 'sub'],
    maxTokenAge: ASSERTION.lifetimeS,
    clockTolerance: CLOCK_TOLERANCE_S,
    currentDate: new Date(at),
  }).catch((error: unknown) => {
    throw error instanceof ServiceError ? error : refusal(error);
  });
  const { sub: principal, tenant, roles, permissions, gateway, exp = 0 } = payload;
  if (!isText(principal) || !isText(tenant) || !isText(gateway) || !isTexts(roles) || !isTexts(permissions))
    throw refusal();
  return { caller: { principal, tenant, roles, permissions, gateway }, expiresAt: exp * 1_000 };
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText);

function refusal(cause?: unknown): ServiceError {
  const message = 'Expected an assertion of the gateway for this service, one that is valid now.';
  return new ServiceError('UNAUTHENTICATED', message, {}, { cause });
}
