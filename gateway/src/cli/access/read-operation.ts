import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { type DocumentNode, parse } from 'graphql';

import type { CliContext } from '../cli-context.js';
import { CommandError } from './command-error.js';

/** Which operation a command is about. */
export interface OperationFlags {
  /** The file that it stands in. */
  readonly operation: string;
  readonly operationName?: string;
  /** A JSON object. */
  readonly variables: string;
}

export interface ReadOperation {
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** @throws CommandError where the file, the document or the variables cannot be read */
export function readOperation(
  { operation, operationName, variables }: OperationFlags,
  { cwd }: Pick<CliContext, 'cwd'>,
): ReadOperation {
  try {
    const document = parse(readFileSync(resolve(cwd, operation), 'utf8'));
    return { document, operationName, variables: JSON.parse(variables) as Record<string, unknown> };
  } catch (error) {
    throw new CommandError(`The operation cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
