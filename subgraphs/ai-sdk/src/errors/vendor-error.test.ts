import { APICallError, JSONParseError, UnsupportedFunctionalityError } from '@ai-sdk/provider';
import { describe, expect, it } from '@jest/globals';
import { type ErrorCode, ServiceError } from '@sluice/kit';

import { readFailures, type RecordedFailure } from '../testing/read-failures.js';
import { toStreamPartError, toVendorError } from './vendor-error.js';

const failures = readFailures();
const NOW = Date.parse('2026-01-01T00:00:00Z');
const context = { model: 'm', signal: new AbortController().signal, now: () => NOW };

function fail({ status, body, headers = {} }: Pick<RecordedFailure, 'status' | 'body' | 'headers'>): ServiceError {
  const responseBody = typeof body === 'string' ? body : JSON.stringify(body);
  const error = new APICallError({
    message: 'canary of an upstream',
    url: 'https://canary.example/',
    requestBodyValues: { canary: true },
    statusCode: status,
    responseHeaders: { ...headers },
    responseBody,
  });
  return toVendorError(error, context) as ServiceError;
}

describe('A failure that a vendor tells by its status', () => {
  it.each(failures)('$vendor: $status is $code', (failure) => {
    const error = fail(failure);
    expect(error).toBeInstanceOf(ServiceError);
    expect({ code: error.code, ...error.details }).toMatchObject({
      code: failure.code,
      model: 'm',
      ...failure.details,
    });
  });

  it.each(failures)('$vendor: $status passes on no word of the vendor', (failure) => {
    const { message, extensions } = fail(failure);
    expect(`${message} ${JSON.stringify(extensions)}`).not.toMatch(/canary|org-|sk-|http:|https:/);
  });

  it('covers every status that the table of errors names, for each of the three large vendors', () => {
    const wanted = [400, 401, 402, 403, 404, 408, 409, 413, 422, 429, 500, 503, 529];
    for (const vendor of ['OpenAI', 'Anthropic', 'Google']) {
      const known = new Set(failures.filter((failure) => failure.vendor === vendor).map(({ status }) => status));
      expect(wanted.filter((status) => !known.has(status))).toEqual([]);
    }
  });

  it('is never the caller’s 401', () => {
    for (const failure of failures) expect(fail(failure).extensions['http']).not.toEqual({ status: 401 });
  });

  it('is read however large or odd its body is', () => {
    const bodies = [
      'x'.repeat(1_000_000),
      '{"error":null}',
      '[]',
      '[[[]]]',
      '{"error":{"code":{},"details":[null,7]}}',
    ];
    for (const body of [...bodies, '{"error":{"message":7,"type":["a"]}}', 'null', '7', '\u0000']) {
      expect(fail({ status: 400, body }).code).toBe('BAD_USER_INPUT');
    }
  });
});

describe('A failure within a stream', () => {
  it.each<[unknown, ErrorCode]>([
    [{ type: 'overloaded_error', message: 'Overloaded' }, 'PROVIDER_OVERLOADED'],
    [{ type: 'invalid_request_error', message: 'No.' }, 'BAD_USER_INPUT'],
    [{ message: 'Provider returned error', code: 429 }, 'PROVIDER_RATE_LIMITED'],
    [{ message: 'The server had an error', type: 'server_error', code: null }, 'PROVIDER_ERROR'],
    [
      { message: 'This maximum context length is 8 tokens', code: 'context_length_exceeded' },
      'CONTEXT_WINDOW_EXCEEDED',
    ],
    ['prompt is too long: 9 tokens > 8 maximum', 'CONTEXT_WINDOW_EXCEEDED'],
    ['something', 'PROVIDER_ERROR'],
    [null, 'PROVIDER_ERROR'],
  ])('%j is %s', (part, code) => {
    expect(toStreamPartError(part, context)).toMatchObject({ code, details: { phase: 'STREAMING' } });
  });

  it('is a bad response where a piece of it cannot be read', () => {
    const error = new JSONParseError({ text: '{"canary', cause: new Error('canary') });
    expect(toStreamPartError(error, context)).toMatchObject({ code: 'PROVIDER_BAD_RESPONSE' });
  });
});

describe('What the SDK throws', () => {
  it('is UNSUPPORTED_CAPABILITY where it has no word for what was asked', () => {
    const error = new UnsupportedFunctionalityError({ functionality: 'file part media type image/canary' });
    expect(toVendorError(error, context)).toMatchObject({ code: 'UNSUPPORTED_CAPABILITY' });
  });

  it('is a success that could not be read, by its status', () => {
    expect(fail({ status: 200, body: 'not JSON' }).code).toBe('PROVIDER_BAD_RESPONSE');
  });

  it('hides no error of the taxonomy that it wraps', () => {
    const known = new ServiceError('PROVIDER_TIMEOUT', 'Too late.', { kind: 'HEADERS' });
    const wrapped = new APICallError({ message: 'x', url: 'x', requestBodyValues: {}, cause: known, statusCode: 200 });
    expect(toVendorError(wrapped, context)).toBe(known);
  });

  it('does not matter once the caller has left', () => {
    const left = new ServiceError('CANCELLED', 'The caller left.');
    const leaving = { model: 'm', signal: AbortSignal.abort(left) };
    expect(toVendorError(new Error('whatever'), leaving)).toBe(left);
    expect(toVendorError(new Error('whatever'), { ...leaving, signal: AbortSignal.abort() })).toMatchObject({
      code: 'CANCELLED',
    });
  });

  it('stays what it is where it is a mistake of ours', () => {
    const bug = new TypeError('undefined is not a function');
    expect(toVendorError(bug, context)).toBe(bug);
  });
});
