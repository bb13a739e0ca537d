import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { createTestAuthority, type TestAuthority, writeTlsFiles } from '../testing/certificates.js';
import type { TlsFileError } from './tls-file-error.js';
import { readTlsFiles, type TlsFiles, type TlsMaterial } from './tls-files.js';
import { watchTlsFiles } from './watch-tls-files.js';

let authority: TestAuthority;
let folder: string;
let files: Omit<TlsFiles, 'ca'> & { readonly ca: string };

beforeAll(async () => {
  authority = await createTestAuthority();
  folder = await mkdtemp(join(tmpdir(), 'sluice-tls-files-'));
  files = { ...(await writeTlsFiles(folder, await authority.issue())), ca: join(folder, 'ca.pem') };
});
afterAll(() => rm(folder, { recursive: true }));

async function fileWith(text: string): Promise<string> {
  const file = join(await mkdtemp(join(folder, 'file-')), 'file.pem');
  await writeFile(file, text);
  return file;
}

const ENCRYPTED = '-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIB\n-----END ENCRYPTED PRIVATE KEY-----\n';
const BROKEN = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';

describe('the files of a certificate', () => {
  it('are read when they belong together', () => {
    expect(readTlsFiles(files)).toMatchObject({ ca: authority.ca });
  });

  it.each<[string, keyof TlsFiles, () => Promise<string>, RegExp]>([
    ['are not there', 'ca', async () => join(folder, 'none'), /^is not there$/],
    ['cannot be read', 'cert', async () => folder, /^cannot be read \(EISDIR\)$/],
    ['hold something else', 'ca', async () => files.key, /^holds no certificate/],
    ['hold a broken certificate', 'cert', () => fileWith(BROKEN), /^holds a certificate that cannot be read$/],
    ['hold an encrypted key', 'key', () => fileWith(ENCRYPTED), /^is encrypted; it must not be$/],
    ['hold the key of another', 'key', async () => fileWith((await authority.issue()).key), /^is not the key of/],
    ['hold no revocations', 'crl', async () => files.cert, /^holds no revocation list in PEM form$/],
  ])('are refused when they %s', async (_, role, file, message) => {
    const wrong = { ...files, [role]: await file() };
    expect(() => readTlsFiles(wrong)).toThrow(
      expect.objectContaining({ role, file: wrong[role], message: expect.stringMatching(message) }),
    );
  });
});

describe('the watch over them', () => {
  it('tells of a renewal once, and not of one that is half done', async () => {
    const current = readTlsFiles(files);
    const next = await authority.issue();
    const told: TlsMaterial[] = [];
    const problems: TlsFileError[] = [];
    const stop = watchTlsFiles(files, {
      current,
      onChange: (material) => told.push(material),
      onProblem: (error) => problems.push(error),
      intervalMs: 10,
    });
    await writeFile(files.cert, next.cert);
    while (problems.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    expect([told, problems[0]?.message]).toEqual([[], `is not the key of the certificate in ${files.cert}`]);
    await writeFile(files.key, next.key);
    while (told.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    stop();
    expect(told).toEqual([next]);
    expect(problems).toHaveLength(1);
  });
});
