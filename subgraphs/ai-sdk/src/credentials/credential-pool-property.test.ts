import { describe, expect, it } from '@jest/globals';
import { ServiceError } from '@sluice/kit';
import fc from 'fast-check';
import type { CredentialLease } from './credential-pool.js';
import { createTestPool, of, OUT } from './testing/create-test-pool.js';

const limited = (retryAfterMs: number) => new ServiceError('PROVIDER_RATE_LIMITED', 'x', { retryAfterMs });
const refused = new ServiceError('PROVIDER_AUTH_FAILED', 'x');

describe('Whatever vendors say and whoever asks', () => {
  const TENANTS = ['t1', 't2', 't3'];
  const step = fc.record({
    tenant: fc.constantFrom(...TENANTS),
    model: fc.constantFrom('m', 'n'),
    passMs: fc.nat(2_000),
    end: fc.constantFrom('accepted', 'limited', 'refused', 'release', 'held'),
    retryAfterMs: fc.integer({ min: 1, max: 5_000 }),
  });

  it('none is taken that rests or is refused or is of another; who is told to wait is served then', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { pick, pass } = createTestPool('A', 'B', 'C:t1', 'D:t1+t2');
        const allowed: Record<string, readonly string[]> = { t1: ['C', 'D'], t2: ['D'], t3: ['A', 'B'] };
        const restsUntil = new Map<string, number>();
        const isOut = new Map<string, number>();
        let time = 0;
        const forward = (ms: number) => {
          pass(ms);
          time += ms;
        };
        for (const { tenant, model, passMs, end, retryAfterMs } of steps) {
          forward(passMs);
          let lease: CredentialLease;
          try {
            lease = pick(of(tenant), model);
          } catch (error) {
            const { code, details } = error as ServiceError;
            if (code !== 'PROVIDER_RATE_LIMITED') continue;
            forward(details.retryAfterMs ?? Number.NaN);
            lease = pick(of(tenant), model);
          }
          expect(allowed[tenant]).toContain(lease.name);
          expect(restsUntil.get(`${lease.name} ${model}`) ?? 0).toBeLessThanOrEqual(time);
          expect(isOut.get(`${lease.name} ${model}`) ?? 0).toBeLessThanOrEqual(time);
          if (end === 'accepted') lease.accepted();
          if (end === 'release') lease.release();
          if (end === 'limited') {
            lease.failed(limited(retryAfterMs));
            restsUntil.set(`${lease.name} ${model}`, time + retryAfterMs);
          }
          if (end === 'refused') {
            lease.failed(refused);
            isOut.set(`${lease.name} ${model}`, time + OUT);
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});
