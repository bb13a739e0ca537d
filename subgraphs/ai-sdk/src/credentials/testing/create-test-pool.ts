import type { Caller } from '@sluice/kit';
import type { CredentialEvent } from '../credential.js';
import { createCredentialPool, type CredentialLease } from '../credential-pool.js';
import type { CredentialSource } from '../credential-source.js';

/** How long a refused credential rests, in milliseconds. */
export const OUT = 900_000;

/** Somebody of a tenant. */
export const of = (tenant: string): Caller => ({ tenant, principal: 'p', roles: [], permissions: [], gateway: 'g' });

/** A pool of credentials `A`, `B`, … on a clock of its own; `B:t1+t2` is for the tenants `t1` and `t2` alone. */
export function createTestPool(...credentials: readonly string[]) {
  const secrets = new Map<string, string | undefined>();
  const events: CredentialEvent[] = [];
  let time = 0;
  const sources = credentials.map((text): CredentialSource => {
    const [name = '', tenants] = text.split(':');
    secrets.set(name, `secret of ${name}`);
    return { name, read: () => secrets.get(name), ...(tenants && { tenants: new Set(tenants.split('+')) }) };
  });
  const pool = createCredentialPool({ sources, now: () => time, onEvent: (event) => events.push(event) });
  const pick = (caller: Caller | null = null, model = 'm'): CredentialLease =>
    pool.pick({ caller, model, tried: new Map() });
  return { pool, pick, secrets, events, pass: (ms: number) => (time += ms) };
}
