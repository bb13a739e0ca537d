import { readFileSync } from 'node:fs';
import type { ErrorCode, ErrorDetails } from '@sluice/kit';

/** An answer of a vendor that is no success, and what is to become of it. */
export interface RecordedFailure {
  readonly vendor: string;
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly code: ErrorCode;
  readonly details?: ErrorDetails;
}

/** Those of all vendors; the file stands in `src`, wherever this runs. */
export function readFailures(): readonly RecordedFailure[] {
  const file = new URL('../../src/fixtures/failures.json', import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as readonly RecordedFailure[];
}
