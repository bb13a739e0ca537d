import type { ProcessIdentity } from './process-identity.js';

/** Another process holds the folder. */
export class ProcessLockError extends Error {
  override readonly name = 'ProcessLockError';
  readonly code = 'DATA_DIR_IN_USE';
  readonly holder: ProcessIdentity;

  constructor(folder: string, holder: ProcessIdentity, file: string) {
    super(
      `The data folder ${folder} is in use by process ${holder.pid} on ${holder.host}. The embedded database takes one ` +
        `process at a time: stop that one, give this one another folder (SLUICE_DATA_DIR), or let both share a ` +
        `PostgreSQL server (DATABASE_URL). If no such process runs, remove ${file}.`,
    );
    this.holder = holder;
  }
}
