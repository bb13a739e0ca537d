import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { concatAST, type DocumentNode, parse, Source } from 'graphql';

/** One contract: a file of `capabilities/` or `control/`, and one subgraph of the supergraph. */
export interface Contract {
  /** The file's name without its ending; also the subgraph's name. */
  readonly name: string;
  /** Relative to the folder of contracts: `capabilities/embeddings.graphql`. */
  readonly file: string;
  readonly kind: 'capability' | 'control';
  /** What the file says, without the common definitions. Every node knows its file and line. */
  readonly document: DocumentNode;
}

/** All contracts, and the definitions that every subgraph shares. */
export interface Contracts {
  readonly common: DocumentNode;
  readonly contracts: readonly Contract[];
}

/** The folder of contracts that this package carries. */
export const CONTRACTS_FOLDER = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Reads `common/`, `capabilities/` and `control/` below a folder.
 *
 * @throws GraphQLError with file and line where a file is not SDL.
 */
export function readContracts(folder: string = CONTRACTS_FOLDER): Contracts {
  const read = (kind: Contract['kind'], directory: string): Contract[] =>
    listSdl(folder, directory).map((file) => ({
      name: file.slice(directory.length + 1, -'.graphql'.length),
      file,
      kind,
      document: parseFile(folder, file),
    }));
  return {
    common: concatAST(listSdl(folder, 'common').map((file) => parseFile(folder, file))),
    contracts: [...read('capability', 'capabilities'), ...read('control', 'control')],
  };
}

/** What composition has made of the capabilities: `ContextInput`, `Context` and `ContextResult`, with all below them. */
export function readContexts(folder: string = CONTRACTS_FOLDER): Contract {
  const file = 'generated/contexts.graphql';
  return { name: 'contexts', file, kind: 'control', document: parseFile(folder, file) };
}

function listSdl(folder: string, directory: string): string[] {
  const names = readdirSync(`${folder}/${directory}`).filter((name) => name.endsWith('.graphql'));
  return names.sort().map((name) => `${directory}/${name}`);
}

function parseFile(folder: string, file: string): DocumentNode {
  return parse(new Source(readFileSync(`${folder}/${file}`, 'utf8'), `schema/${file}`));
}
