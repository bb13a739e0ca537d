import { type ErrorCode, type ErrorDetails, ServiceError } from '@sluice/schema';
import { describe, expect, it } from '@jest/globals';

import { type Failure, failedOutcome } from './failure.js';
import { finalError } from './final-error.js';
import { type Journey, lastWord } from './journey.js';

const failure = (code: ErrorCode, details: ErrorDetails = {}): Failure => ({ code, message: code, details });
const told = (...codes: ErrorCode[]) => finalError(codes.map((code) => failure(code)));

describe('What a call that came to nothing is told', () => {
  it('is the word of the only target that was asked, as it was', () => {
    for (const code of ['PROVIDER_ERROR', 'PROVIDER_TIMEOUT', 'INTERNAL'] as const) expect(told(code).code).toBe(code);
  });

  it('is what the caller can act on, whichever target said it', () => {
    expect(told('PROVIDER_ERROR', 'CONTEXT_WINDOW_EXCEEDED').code).toBe('CONTEXT_WINDOW_EXCEEDED');
    expect(told('UNSUPPORTED_CAPABILITY', 'PROVIDER_TIMEOUT').code).toBe('UNSUPPORTED_CAPABILITY');
    expect(told('MODEL_NOT_FOUND', 'BAD_USER_INPUT').code).toBe('BAD_USER_INPUT');
  });

  it('is else that all have failed, with the status of the most telling failure', () => {
    const failures = [failure('PROVIDER_ERROR'), failure('PROVIDER_RATE_LIMITED', { retryAfterMs: 700 })];
    const { code, message, details } = finalError(failures);
    expect([code, details]).toEqual(['ALL_TARGETS_FAILED', { reason: 'PROVIDER_RATE_LIMITED', retryAfterMs: 700 }]);
    expect(new ServiceError(code, message, details).extensions['http']).toEqual({ status: 429 });
  });

  it('names the shortest pause of all', () => {
    const failures = [900, 300, 500].map((retryAfterMs) => failure('PROVIDER_OVERLOADED', { retryAfterMs }));
    expect(finalError(failures).details.retryAfterMs).toBe(300);
  });

  it('says that nothing was sent where no target was sent anything, and only there', () => {
    const phaseOf = (...failures: Failure[]) => {
      const failed = failures.map((one, index) => [`${index}`, { failure: one, outcome: failedOutcome(one) }] as const);
      const journey = { failures: new Map(failed), attempts: [] } as unknown as Journey;
      return lastWord(journey, false).errors[0]?.extensions?.['phase'];
    };
    const refused = failure('PROVIDER_CONNECTION_FAILED', { phase: 'BEFORE_DISPATCH' });
    const absent = failure('SERVICE_UNAVAILABLE', { phase: 'BEFORE_DISPATCH' });
    const broken = failure('PROVIDER_ERROR');
    expect([phaseOf(refused), phaseOf(absent, refused)]).toEqual(['BEFORE_DISPATCH', 'BEFORE_DISPATCH']);
    expect([phaseOf(broken), phaseOf(refused, broken), phaseOf(absent, broken)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    const changed = failure('BAD_USER_INPUT', { phase: 'BEFORE_DISPATCH' });
    expect([phaseOf(changed, refused), phaseOf(changed, broken)]).toEqual(['BEFORE_DISPATCH', undefined]);
  });

  it('is that the caller left, whatever went wrong before', () => {
    expect(told('PROVIDER_ERROR', 'CANCELLED').code).toBe('CANCELLED');
    expect(told('PROVIDER_ERROR', 'RATE_LIMITED').code).toBe('RATE_LIMITED');
  });
});
