import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';

import { TlsFileError, type TlsFileRole } from './tls-file-error.js';

/** Where the PEM files of one end of a connection stand, absolute. */
export interface TlsFiles {
  /** The certificate, and those that lead from it to its authority. */
  readonly cert: string;
  readonly key: string;
  /** The authorities that the other end's certificate must come from; where it is not set, those of the system. */
  readonly ca?: string | undefined;
  /** What these authorities have revoked: a list of each (RFC 5280, section 5); without it nothing is asked of revocation. */
  readonly crl?: string | undefined;
}

/** What stands in them, ready for `node:tls`. */
export interface TlsMaterial {
  readonly cert: string;
  readonly key: string;
  readonly ca?: string;
  readonly crl?: string;
}

/**
 * Reads the files and checks that they are what they should be, and that the key belongs to the certificate.
 *
 * @throws TlsFileError for the first that is not
 */
export function readTlsFiles(files: TlsFiles): TlsMaterial {
  return checked(files, (role, file) => {
    try {
      return readFileSync(file, 'utf8');
    } catch (error) {
      throw unreadable(role, file, error);
    }
  });
}

/** The same without blocking, for files that are read again and again. */
export async function loadTlsFiles(files: TlsFiles): Promise<TlsMaterial> {
  const texts = new Map<string, string>();
  const load = async (role: TlsFileRole, file: string | undefined): Promise<void> => {
    if (file === undefined) return;
    texts.set(
      file,
      await readFile(file, 'utf8').catch((error: unknown) => {
        throw unreadable(role, file, error);
      }),
    );
  };
  await load('cert', files.cert);
  await load('key', files.key);
  await load('ca', files.ca);
  await load('crl', files.crl);
  return checked(files, (_, file) => texts.get(file) ?? '');
}

function checked(files: TlsFiles, read: (role: TlsFileRole, file: string) => string): TlsMaterial {
  const cert = read('cert', files.cert);
  const key = read('key', files.key);
  const [certificate] = parseCertificates('cert', files.cert, cert);
  if (!certificate.checkPrivateKey(parseKey(files.key, key)))
    throw new TlsFileError('key', files.key, `is not the key of the certificate in ${files.cert}`);
  return { cert, key, ...readAuthorities(files, read) };
}

function readAuthorities(
  files: TlsFiles,
  read: (role: TlsFileRole, file: string) => string,
): Pick<TlsMaterial, 'ca' | 'crl'> {
  if (files.ca === undefined) return {};
  const ca = read('ca', files.ca);
  parseCertificates('ca', files.ca, ca);
  if (files.crl === undefined) return { ca };
  const crl = read('crl', files.crl);
  checkRevocations(files.crl, crl);
  return { ca, crl };
}

function checkRevocations(file: string, crl: string): void {
  try {
    createSecureContext({ crl });
  } catch {
    throw new TlsFileError('crl', file, 'holds no revocation list in PEM form');
  }
}

const PEM_CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

function parseCertificates(role: TlsFileRole, file: string, text: string): [X509Certificate, ...X509Certificate[]] {
  const [first, ...rest] = text.match(PEM_CERTIFICATE) ?? [];
  if (first === undefined) throw new TlsFileError(role, file, 'holds no certificate in PEM form');
  try {
    return [new X509Certificate(first), ...rest.map((pem) => new X509Certificate(pem))];
  } catch {
    throw new TlsFileError(role, file, 'holds a certificate that cannot be read');
  }
}

function parseKey(file: string, text: string): KeyObject {
  try {
    return createPrivateKey(text);
  } catch {
    const isEncrypted = /ENCRYPTED/.test(text);
    throw new TlsFileError(
      'key',
      file,
      isEncrypted ? 'is encrypted; it must not be' : 'holds no private key in PEM form',
    );
  }
}

function unreadable(role: TlsFileRole, file: string, error: unknown): TlsFileError {
  const { code = 'unknown' } = error as NodeJS.ErrnoException;
  return new TlsFileError(role, file, code === 'ENOENT' ? 'is not there' : `cannot be read (${code})`);
}
