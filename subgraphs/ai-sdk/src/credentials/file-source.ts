import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { CredentialSource } from './credential-source.js';

export interface FileSourceOptions {
  /** Absolute. */
  readonly file: string;
  readonly tenants?: ReadonlySet<string>;
  /** In milliseconds. @default performance.now */
  readonly now?: () => number;
}

/** How long what was read is good for, in milliseconds: a file that is replaced is seen within it. */
const KEEP_MS = 1_000;
const MAX_BYTES = 16 * 1024;

/**
 * A credential that a file holds, as orchestrators mount them; read again when it changes. A file that is gone for a
 * moment, since it is being replaced, leaves the last secret in force.
 */
export function createFileSource({
  file,
  tenants,
  now = () => performance.now(),
}: FileSourceOptions): CredentialSource {
  let secret: string | undefined;
  let readAt = Number.NEGATIVE_INFINITY;
  return {
    name: file,
    ...(tenants && { tenants }),
    read(isDoubted = false) {
      if (!isDoubted && now() - readAt < KEEP_MS) return secret;
      readAt = now();
      secret = readSecret(file) ?? secret;
      return secret;
    },
  };
}

/** At once and not in turns: it is a few bytes of a local file, once a second at most. */
function readSecret(file: string): string | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, 'r');
    if (!fstatSync(descriptor).isFile()) return undefined;
    const bytes = Buffer.alloc(MAX_BYTES);
    const text = bytes.toString('utf8', 0, readSync(descriptor, bytes, 0, MAX_BYTES, 0));
    return text.trim() || undefined;
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
