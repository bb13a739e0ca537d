import { chmod, readFile, stat } from 'node:fs/promises';
import { z } from 'zod';

import { createSecretFile } from '../secrets/secret-file.js';
import { generateApiKey, type KeyEnvironment, parseApiKey } from './api-key.js';
import { KeyFileError } from '../secrets/key-file-error.js';
import { type Role, ROLES } from './roles.js';

/** The keys of a file by role, as text. */
export type RoleKeys = Readonly<Partial<Record<Role, string>>>;

/** A key file is small: what is larger is something else. */
const MAX_BYTES = 64 * 1024;

const key = z.string().refine((text) => parseApiKey(text) !== null, { error: 'is no API key of this gateway' });
const contents = z.partialRecord(z.enum(ROLES), key);

/**
 * Reads a key file: a JSON object from role to key.
 *
 * @returns null when there is none
 * @throws KeyFileError when it cannot be used
 */
export async function readKeyFile(file: string): Promise<RoleKeys | null> {
  const text = await readBounded(file);
  if (text === null) return null;
  const parsed = contents.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => [...path, message].join(' '));
  throw new KeyFileError(file, problems.join('; '));
}

/**
 * Writes a file with a new key for each role, for its owner's eyes alone (file 0600, folder 0700). The file appears
 * whole or not at all, and never replaces another.
 *
 * @returns null when the file was there already
 * @throws KeyFileError when it cannot be written
 */
export async function createKeyFile(file: string, environment: KeyEnvironment): Promise<RoleKeys | null> {
  const keys = Object.fromEntries(ROLES.map((role) => [role, generateApiKey(environment).text]));
  const isNew = await createSecretFile(file, `${JSON.stringify(keys, null, 2)}\n`);
  return isNew ? keys : null;
}

/** Takes a key file that others may read back to its owner alone. */
export async function protectKeyFile(file: string): Promise<void> {
  if (((await stat(file)).mode & 0o077) !== 0) await chmod(file, 0o600);
}

async function readBounded(file: string): Promise<string | null> {
  try {
    if ((await stat(file)).size > MAX_BYTES) throw new KeyFileError(file, `is larger than ${MAX_BYTES} bytes`);
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof KeyFileError) throw error;
    if (codeOf(error) === 'ENOENT') return null;
    throw new KeyFileError(file, `cannot be read (${codeOf(error) ?? 'unknown error'})`, error);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What stands there may be a key: the parser's message would quote it.
    return 'no JSON';
  }
}

function codeOf(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;
}
