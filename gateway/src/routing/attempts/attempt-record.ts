import type { Cost, ErrorCode, ErrorDetails } from '@sluice/schema';

/** One request to one target, as it went; `extensions.attempts` for those who hold `diagnostics:read`. */
export interface AttemptRecord {
  readonly capability: string;
  /** The fields that were asked for, such as `Text.embedding`. */
  readonly fields: readonly string[];
  readonly service: string;
  readonly instance: string;
  /** The model that was asked, where the gateway knows it. */
  readonly model: string | null;
  /** `OK`, or the code of its failure; of several calls that went out together, of the first one that failed. */
  readonly code: ErrorCode | 'OK';
  /** Of a failure: how far it had come. */
  readonly phase?: NonNullable<ErrorDetails['phase']>;
  readonly ms: number;
  /** Calls that went out together. */
  readonly calls: number;
  /** How many of them failed. */
  readonly failed: number;
  /** Which time this target was asked. */
  readonly attempt: number;
  /** Sent after another target had failed. */
  readonly fallback?: true;
  /** Sent beside another one, to be quicker. */
  readonly hedge?: true;
  /** What the model read and wrote, as the service counted it; null where it told nothing. */
  readonly tokens: { readonly input: number; readonly output: number } | null;
  /** By the list prices of the models that wrote, as `vendors.md` tells; null where it cannot be told. */
  readonly cost: Cost | null;
  /** Whether it is paid for: `UNKNOWN` where no answer came to what was sent. */
  readonly billed: 'YES' | 'NO' | 'UNKNOWN';
}

/** Most attempts of one operation that are kept; the rest is counted in metrics alone. */
const MAX_RECORDS = 1_000;

export function noteAttempt(attempts: AttemptRecord[], record: AttemptRecord): void {
  if (attempts.length < MAX_RECORDS) attempts.push(record);
}
