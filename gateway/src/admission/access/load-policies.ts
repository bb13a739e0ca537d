import { pathToFileURL } from 'node:url';

import type { Policies, Policy } from './policies.js';

/** A file that is named in `access.policies` cannot be used. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError';
  /** The file, absolute. */
  readonly file: string;

  constructor(file: string, problem: string, cause?: unknown) {
    super(problem, { cause });
    this.file = file;
  }
}

/**
 * Imports the policies of the configuration: each a JavaScript module whose default export is a `Policy`.
 *
 * @param files by the name that stands in `@policy`, absolute
 * @throws PolicyError where a file cannot be imported or exports something else
 */
export async function loadPolicies(files: Readonly<Record<string, string>>): Promise<Policies> {
  const loaded = Object.entries(files).map(async ([name, file]) => [name, await loadOne(file)] as const);
  return Object.fromEntries(await Promise.all(loaded));
}

async function loadOne(file: string): Promise<Policy> {
  const policy = await importDefault(file);
  if (typeof policy !== 'function') throw new PolicyError(file, 'expected the default export to be a function');
  return policy as Policy;
}

async function importDefault(file: string): Promise<unknown> {
  try {
    return ((await import(pathToFileURL(file).href)) as { readonly default?: unknown }).default;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new PolicyError(file, `cannot be imported: ${reason}`, error);
  }
}
