import type { PGlite } from '@electric-sql/pglite';
import { ServiceError } from '@sluice/schema';

import type { Session } from '../session.js';

/**
 * PGlite as a session. Its statements run on this thread and cannot be stopped once they run; the signal counts before.
 */
export function createPgliteSession(pglite: PGlite): Session {
  return {
    async execute(text, parameters, signal) {
      signal.throwIfAborted();
      // `query` takes one statement with parameters, `exec` any number without.
      const results = await (
        parameters.length > 0 ? pglite.query(text, [...parameters]).then((result) => [result]) : pglite.exec(text)
      ).catch(translate);
      return { rows: results.flatMap(({ rows }) => rows), command: results.at(-1)?.command ?? '' };
    },
  };
}

/** What has no SQLSTATE did not come from the database: PGlite could not write a parameter as the type it is for. */
function translate(error: unknown): never {
  if (typeof (error as { code?: unknown }).code === 'string') throw error;
  throw new ServiceError('INTERNAL', 'A statement could not be sent to the database.', {}, { cause: error });
}
