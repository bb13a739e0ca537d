import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { CONTRACTS_FOLDER } from '../contracts/read-contracts.js';
import type { Composition } from './compose-contracts.js';

/** The files of a composition, relative to the folder of contracts. */
const FILES = {
  supergraph: 'supergraph.graphql',
  api: 'api.graphql',
  contexts: 'generated/contexts.graphql',
} as const satisfies Record<keyof Composition, string>;

/** The files whose text is not what composition makes of the contracts. */
export function driftedFiles(composition: Composition, folder: string = CONTRACTS_FOLDER): string[] {
  return entries(composition)
    .filter(([file, text]) => !existsSync(join(folder, file)) || readFileSync(join(folder, file), 'utf8') !== text)
    .map(([file]) => file);
}

/**
 * Writes the files that differ.
 *
 * @returns their names.
 */
export function writeComposition(composition: Composition, folder: string = CONTRACTS_FOLDER): string[] {
  const drifted = new Set(driftedFiles(composition, folder));
  for (const [file, text] of entries(composition).filter(([name]) => drifted.has(name))) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return [...drifted];
}

function entries(composition: Composition): [file: string, text: string][] {
  return [
    [FILES.supergraph, composition.supergraph],
    [FILES.api, composition.api],
    [FILES.contexts, composition.contexts],
  ];
}
