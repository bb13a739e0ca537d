import { describe, expect, it } from '@jest/globals';

import { ERROR_TABLE, type ErrorCode, isErrorCode, isRetryable } from './error-table.js';
import { ServiceError } from './service-error.js';

const codes = Object.keys(ERROR_TABLE) as ErrorCode[];

describe('the error taxonomy', () => {
  it("never lets a caller's mistake open a breaker or be retried", () => {
    for (const code of codes.filter((name) => ['CALLER', 'POLICY'].includes(ERROR_TABLE[name].domain))) {
      expect(ERROR_TABLE[code]).toMatchObject({ retry: 'NEVER', rotateCredential: false, breaker: 'NONE' });
    }
  });

  it('tells a provider’s limit from our own', () => {
    expect(ERROR_TABLE.PROVIDER_RATE_LIMITED).toMatchObject({
      domain: 'PROVIDER',
      breaker: 'COOL_DOWN',
      fallback: 'ALWAYS',
    });
    expect(ERROR_TABLE.RATE_LIMITED).toMatchObject({ domain: 'POLICY', fallback: 'NEVER' });
  });

  it("never tells a caller 401 for the gateway's own credential", () => {
    expect(codes.filter((code) => ERROR_TABLE[code].status === 401)).toEqual(['UNAUTHENTICATED']);
  });

  it('knows its own codes only', () => {
    expect(isErrorCode('PROVIDER_ERROR')).toBe(true);
    for (const other of ['DOWNSTREAM_SERVICE_ERROR', 'toString', '__proto__', undefined, 7])
      expect(isErrorCode(other)).toBe(false);
  });

  it('says what may be tried again', () => {
    expect(
      ['SERVICE_UNAVAILABLE', 'PROVIDER_ERROR', 'RATE_LIMITED'].map((code) => isRetryable(code as ErrorCode)),
    ).toEqual([true, true, true]);
    expect(['BAD_USER_INPUT', 'INTERNAL', 'UNAUTHENTICATED'].map((code) => isRetryable(code as ErrorCode))).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('puts code, domain, status and details into the extensions, and no cause', () => {
    const error = new ServiceError('RATE_LIMITED', 'Slow down.', { retryAfterMs: 500 }, { cause: new Error('secret') });
    expect(error.extensions).toEqual({
      code: 'RATE_LIMITED',
      domain: 'POLICY',
      http: { status: 429 },
      retryable: true,
      retryAfterMs: 500,
    });
  });
});
