import { webcrypto } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import 'reflect-metadata';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  type GeneralNameType,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509Certificate,
  X509CertificateGenerator,
  X509CrlGenerator,
} from '@peculiar/x509';

import type { TlsMaterial } from '../tls/tls-files.js';

/** An authority that a test made. */
export interface TestAuthority {
  /** Its own certificate, PEM. */
  readonly ca: string;
  issue(options?: IssueOptions): Promise<TlsMaterial & { readonly ca: string }>;
  /** Its list of what it has revoked, PEM. */
  revoke(...certificates: readonly string[]): Promise<string>;
}

export interface IssueOptions {
  /** Subject alternative names. @default `127.0.0.1` and `localhost` */
  readonly names?: readonly { readonly type: GeneralNameType; readonly value: string }[];
  /** @default an hour ago */
  readonly notBefore?: Date;
  /** @default in an hour */
  readonly notAfter?: Date;
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const HOUR_MS = 3_600_000;
const hence = (hours: number) => new Date(Date.now() + hours * HOUR_MS);
const HERE: NonNullable<IssueOptions['names']> = [
  { type: 'ip', value: '127.0.0.1' },
  { type: 'dns', value: 'localhost' },
];

/** Makes a certificate authority that lives as long as the test. */
export async function createTestAuthority(name = 'Authority of a test'): Promise<TestAuthority> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const own = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    keys,
    signingAlgorithm: ALGORITHM,
    notBefore: hence(-48),
    notAfter: hence(48),
    extensions: [new BasicConstraintsExtension(true, undefined, true)],
  });
  const ca = own.toString('pem');
  return {
    ca,
    async issue({ names = HERE, notBefore = hence(-1), notAfter = hence(1) } = {}) {
      const pair = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
      const certificate = await X509CertificateGenerator.create({
        subject: 'CN=test',
        issuer: own.subject,
        publicKey: pair.publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: ALGORITHM,
        notBefore,
        notAfter,
        extensions: [
          new SubjectAlternativeNameExtension([...names]),
          await AuthorityKeyIdentifierExtension.create(new X509Certificate(ca)),
        ],
      });
      const key = PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', pair.privateKey), 'PRIVATE KEY');
      return { ca, cert: certificate.toString('pem'), key };
    },
    async revoke(...certificates) {
      const list = await X509CrlGenerator.create({
        issuer: own.subject,
        signingKey: keys.privateKey,
        signingAlgorithm: ALGORITHM,
        thisUpdate: hence(-1),
        nextUpdate: hence(1),
        entries: certificates.map((pem) => ({ serialNumber: new X509Certificate(pem).serialNumber })),
      });
      return PemConverter.encode(list.rawData, 'X509 CRL');
    },
  };
}

/** Writes what one end of a connection needs into a folder; writing again is a renewal. */
export async function writeTlsFiles(
  folder: string,
  { cert, key, ca }: TlsMaterial,
): Promise<Record<'cert' | 'key' | 'ca', string>> {
  const files = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem'), ca: join(folder, 'ca.pem') };
  await Promise.all([writeFile(files.cert, cert), writeFile(files.key, key), writeFile(files.ca, ca ?? '')]);
  return files;
}
