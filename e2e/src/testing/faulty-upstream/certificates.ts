import { createTestAuthority, type TestAuthority } from '@sluice/schema/testing';
import type { TlsOptions } from 'node:tls';

/** What an upstream can show who connects, by what is wrong with it. */
export interface Certificates {
  /** Two that are as they should be. */
  readonly good: TlsOptions & { readonly cert: string };
  readonly renewed: TlsOptions;
  readonly none: TlsOptions;
  readonly wrongAuthority: TlsOptions;
  readonly wrongName: TlsOptions;
  readonly expired: TlsOptions;
  readonly notYetValid: TlsOptions;
  readonly revoked: TlsOptions & { readonly cert: string };
  readonly oldTls: TlsOptions;
  /** It is right itself, and takes callers of another authority alone. */
  readonly otherCallers: TlsOptions;
}

/** Of the upstreams behind doors. */
const HOSTS = ['service.test', 'vendor.test'];

const hence = (hours: number) => new Date(Date.now() + hours * 3_600_000);

export async function issueCertificates(authority: TestAuthority): Promise<Certificates> {
  const stranger = await createTestAuthority('A stranger');
  const names = HOSTS.map((value) => ({ type: 'dns', value }) as const);
  const good = await authority.issue({ names });
  return {
    good,
    renewed: await authority.issue({ names }),
    none: {},
    wrongAuthority: await stranger.issue({ names }),
    wrongName: await authority.issue({ names: [{ type: 'dns', value: 'another.example' }] }),
    expired: await authority.issue({ names, notBefore: hence(-3), notAfter: hence(-1) }),
    notYetValid: await authority.issue({ names, notBefore: hence(1), notAfter: hence(2) }),
    revoked: await authority.issue({ names }),
    oldTls: { ...good, minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' },
    otherCallers: { ...good, ca: stranger.ca, requestCert: true, rejectUnauthorized: true },
  };
}
