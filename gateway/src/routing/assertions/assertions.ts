import { ASSERTION, type AssertionClaims } from '@sluice/schema';
import { SignJWT } from 'jose';
import { LRUCache } from 'lru-cache';

import type { Principal } from '../../identity/principal.js';
import type { SigningKeys } from './signing-keys.js';

/** The gateway's proof towards its services, and its word on whom it calls for. */
export interface Assertions {
  /** A JWT that is good for this service alone, for at least a minute and a half or as long as the principal is. */
  forCall(service: string, principal: Principal): Promise<string>;
}

export interface AssertionsOptions {
  readonly keys: SigningKeys;
  /** Names this gateway. */
  readonly gateway: string;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
}

/** How long an assertion is used again, in milliseconds: a signature takes longer than anything else of a small call. */
const REUSE_MS = 30_000;
/** Principals times services. */
const MAX_ASSERTIONS = 10_000;

/** Signs assertions, each once for a principal and a service, and again after half a minute or a rotation. */
export function createAssertions({ keys, gateway, now = Date.now }: AssertionsOptions): Assertions {
  const signed = new LRUCache<string, Promise<string>>({
    max: MAX_ASSERTIONS,
    ttl: REUSE_MS,
    ttlResolution: 0,
    perf: { now },
  });
  return {
    forCall(service, principal) {
      const { kid, privateKey } = keys.current();
      const claims = claimsOf(principal, gateway);
      const key = JSON.stringify([kid, service, claims, principal.expiresAt]);
      const known = signed.get(key);
      if (known) return known;
      const issuedAt = Math.floor(now() / 1_000);
      const assertion = new SignJWT({ ...claims })
        .setProtectedHeader({ alg: ASSERTION.algorithm, typ: ASSERTION.type, kid })
        .setIssuer(ASSERTION.issuer)
        .setAudience(service)
        .setIssuedAt(issuedAt)
        .setExpirationTime(
          Math.min(issuedAt + ASSERTION.lifetimeS, Math.ceil((principal.expiresAt ?? Infinity) / 1_000)),
        )
        .sign(privateKey);
      signed.set(key, assertion);
      return assertion;
    },
  };
}

/** Of what a principal may do, a service learns what concerns its work, and nothing of administration. */
function claimsOf({ id, tenant, roles, permissions }: Principal, gateway: string): AssertionClaims {
  const concerning = permissions.filter((permission) => permission.startsWith('context:'));
  return { gateway, sub: id, tenant, roles, permissions: concerning };
}
