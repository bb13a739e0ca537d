import { describe, expect, it } from '@jest/globals';
import type { ErrorCode, ServiceError } from '@sluice/schema';

import { readAnswer } from './read-answer.js';

const UNKNOWN = JSON.stringify({ errors: [{ message: 'secret', extensions: { code: 'STATUS' } }] });
const FOREIGN = JSON.stringify({ error: { message: 'secret' } });
const HTML = '<title>secret</title>';

function refusal(body: string, statusCode: number, headers: Record<string, string> = {}): ServiceError {
  try {
    readAnswer(body, { statusCode, headers });
  } catch (error) {
    return error as ServiceError;
  }
  throw new Error('It was no refusal.');
}

describe("A service's answer", () => {
  it.each<[number, ErrorCode]>([
    [400, 'PROVIDER_BAD_RESPONSE'],
    [401, 'PROVIDER_AUTH_FAILED'],
    [402, 'PROVIDER_BILLING'],
    [403, 'PROVIDER_AUTH_FAILED'],
    [404, 'PROVIDER_BAD_RESPONSE'],
    [408, 'PROVIDER_TIMEOUT'],
    [413, 'PROVIDER_BAD_RESPONSE'],
    [429, 'PROVIDER_RATE_LIMITED'],
    [500, 'PROVIDER_ERROR'],
    [502, 'PROVIDER_ERROR'],
    [503, 'PROVIDER_OVERLOADED'],
    [504, 'PROVIDER_TIMEOUT'],
    [529, 'PROVIDER_OVERLOADED'],
  ])('that refuses with status %s and no known code is %s', (status, code) => {
    for (const body of [UNKNOWN, FOREIGN, HTML, '', 'null', '[]']) {
      const error = refusal(body, status);
      expect(error.code).toBe(code);
      expect(error.message).toBe(`A service refused with status ${status}.`);
    }
  });

  it('tells when it may be asked again', () => {
    const after = (status: number, header: string) => refusal(HTML, status, { 'retry-after': header }).details;
    expect(after(429, '3')).toEqual({ retryAfterMs: 3_000 });
    expect(after(503, '3')).toEqual({ retryAfterMs: 3_000 });
    expect(after(503, '999999999')).toEqual({ retryAfterMs: 86_400_000 });
    const { retryAfterMs = 0 } = after(429, new Date(Date.now() + 60_000).toUTCString());
    expect(retryAfterMs).toBeGreaterThan(30_000);
    expect(retryAfterMs).toBeLessThanOrEqual(60_000);
    for (const header of ['', 'soon', '-5']) expect(after(429, header).retryAfterMs ?? 0).toBe(0);
    expect(after(500, '3')).toEqual({});
  });

  it.each([408, 504])('that was given up waiting for, with status %s, may have been work', (status) => {
    expect(refusal(HTML, status).details).toEqual({ phase: 'DISPATCHED', outcomeUnknown: true });
  });

  it('says more than its status where it names a code, or has data', () => {
    const named = { errors: [{ message: 'x', extensions: { code: 'PROVIDER_BILLING' } }] };
    expect(readAnswer(JSON.stringify(named), { statusCode: 502, headers: {} })).toEqual(named);
    const partial = { data: { a: 1 }, errors: [{ message: 'x' }] };
    expect(readAnswer(JSON.stringify(partial), { statusCode: 500, headers: {} })).toEqual(partial);
    expect(readAnswer('{"data":null}', { statusCode: 200, headers: {} })).toEqual({ data: null });
  });

  it.each([
    [401, 'UNAUTHENTICATED'],
    [403, 'FORBIDDEN'],
  ])("that refuses the gateway with status %s is not the caller's own %s", (status, code) => {
    const errors = [{ message: 'x', extensions: { code } }];
    expect(refusal(JSON.stringify({ errors }), status).code).toBe('PROVIDER_AUTH_FAILED');
    const executed = { data: null, errors };
    expect(readAnswer(JSON.stringify(executed), { statusCode: status, headers: {} })).toEqual(executed);
  });

  it('is JSON', () => {
    expect(refusal(HTML, 200).code).toBe('PROVIDER_BAD_RESPONSE');
    expect(refusal(HTML, 302).code).toBe('PROVIDER_BAD_RESPONSE');
  });
});
