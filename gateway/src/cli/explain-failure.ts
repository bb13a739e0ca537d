import { PolicyError } from '../admission/access/load-policies.js';
import { ConfigError } from '../config/config-error.js';
import { KeyFileError } from '../secrets/key-file-error.js';
import { MiddlewareError } from '../middleware/load-middleware.js';
import { MigrationError } from '../storage/migrations/migration-error.js';
import { OpenStorageError } from '../storage/open-storage-error.js';
import { ProcessLockError } from '../storage/store/pglite/process-lock-error.js';
import { CommandError } from './access/command-error.js';
import { EXIT_CODES } from './cli-context.js';

/** How a command that failed ends. */
export interface Failure {
  /** What went wrong and what to do, for a person. */
  readonly message: string;
  readonly exitCode: number;
}

/** Puts an error into words. */
export function explainFailure(error: unknown): Failure {
  if (error instanceof ConfigError) {
    return { message: `The configuration cannot be used.\n${indent(error.message)}`, exitCode: EXIT_CODES.usage };
  }
  if (error instanceof KeyFileError) {
    return { message: `The keys cannot be used.\n${indent(error.message)}`, exitCode: EXIT_CODES.usage };
  }
  if (error instanceof MiddlewareError) {
    const message = `A middleware cannot be used.\n${indent(`${error.file}: ${error.message}`)}`;
    return { message, exitCode: EXIT_CODES.usage };
  }
  if (error instanceof ProcessLockError || error instanceof OpenStorageError || error instanceof MigrationError) {
    return { message: error.message, exitCode: EXIT_CODES.failed };
  }
  if (error instanceof PolicyError) {
    const message = `A policy cannot be used.\n${indent(`${error.file}: ${error.message}`)}`;
    return { message, exitCode: EXIT_CODES.usage };
  }
  if (error instanceof CommandError) return { message: error.message, exitCode: EXIT_CODES.usage };
  // By name: the class comes with all of composition, which most commands do without.
  if (error instanceof Error && error.name === 'ContractError') {
    return { message: `The contracts do not compose.\n${indent(error.message)}`, exitCode: EXIT_CODES.failed };
  }
  return { message: explainListening(error) ?? `Unexpected: ${describe(error)}`, exitCode: EXIT_CODES.failed };
}

/** What a server says that cannot listen; null when the error is another. */
export function explainListening(error: unknown): string | null {
  const { code, address, port } = error as { code?: unknown; address?: unknown; port?: unknown };
  const place = `${String(address)}:${String(port)}`;
  if (code === 'EADDRINUSE')
    return `${place} is in use. Stop what listens there, or choose another: --port N or PORT=N.`;
  if (code === 'EACCES' && port !== undefined)
    return `${place} may not be used. Choose a port above 1023: --port N or PORT=N.`;
  if (code === 'EADDRNOTAVAIL') return `${place} is no address of this machine. Set server.host or SLUICE_HOST.`;
  return null;
}

/** A mistake of ours: the stack is what helps. */
function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}
