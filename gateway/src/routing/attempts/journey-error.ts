import { ServiceError } from '@sluice/schema';

import type { CallOutcome } from '../calls/call.js';
import { failureOf } from './failure.js';

/** The end of a call as an error, with the attempts that its outcome tells. */
export class JourneyError extends ServiceError {
  readonly #attempts: unknown;

  constructor(outcome: CallOutcome) {
    const { code, message, details } = failureOf(outcome) ?? UNKNOWN;
    super(code, message, details);
    this.#attempts = outcome.errors[0]?.extensions?.['attempts'];
  }

  override get extensions(): Record<string, unknown> {
    return { ...super.extensions, ...(this.#attempts !== undefined && { attempts: this.#attempts }) };
  }
}

const UNKNOWN = { code: 'INTERNAL', message: 'Internal error.', details: {} } as const;
