import { ServiceError } from '@sluice/kit';
import type { Standing } from './credential.js';

export interface ExhaustedOptions {
  readonly model: string;
  readonly now: number;
  /** What came of the last credential that the call has tried. */
  readonly lastError?: ServiceError | undefined;
}

/**
 * What a call is told when no credential is left for it. As long as one of them only rests, the call is limited, until
 * the first that is done resting: what the others suffer from concerns the operator, who was told.
 */
export function exhausted(standings: readonly Standing[], { model, now, lastError }: ExhaustedOptions): ServiceError {
  const details = { model, phase: lastError?.details.phase ?? 'BEFORE_DISPATCH' } as const;
  const ends = standings.flatMap((standing) => restEnd(standing, now));
  if (ends.length > 0) {
    const retryAfterMs = Math.max(1, Math.ceil(Math.min(...ends) - now));
    const message = 'The AI service limits our rate.';
    return new ServiceError('PROVIDER_RATE_LIMITED', message, { ...details, retryAfterMs }, { cause: lastError });
  }
  if (lastError) return lastError;
  const refused = standings.find((standing) => standing.status === 'OUT');
  if (refused?.code === 'PROVIDER_BILLING')
    return new ServiceError('PROVIDER_BILLING', "The AI service refused the gateway's account.", details);
  const message = refused
    ? "The AI service refused the gateway's credential."
    : 'There is no credential of the AI service for this caller.';
  return new ServiceError('PROVIDER_AUTH_FAILED', message, details);
}

/** One that could be used was tried by this call already, and has rested since. */
function restEnd(standing: Standing, now: number): readonly number[] {
  if (standing.status === 'COOLING') return [standing.until];
  return standing.status === 'USABLE' ? [now] : [];
}
