import { describe, expect, it } from '@jest/globals';

import { readFailures } from '../read-failures.js';
import type { VendorBench } from './define-vendor-behaviour.js';
import { ask } from './requests.js';

/** Answers that are no success, over HTTP, and through the vendor's package. */
export function defineFailures({ facts, vendor, service }: VendorBench): void {
  const failures = readFailures().filter((failure) => facts.vendor === failure.vendor);

  describe('when the vendor refuses or fails', () => {
    it('knows every status of the table of errors', () => {
      const known = new Set(failures.map(({ status }) => status));
      const wanted = [400, 401, 402, 403, 404, 408, 409, 413, 422, 429, 500, 503, 529];
      expect(wanted.filter((status) => !known.has(status))).toEqual([]);
    });

    it.each(failures)('$status becomes $code, is asked once, and tells no word of the vendor', async (failure) => {
      const { status, body, headers, code, details = {} } = failure;
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      const type = text.startsWith('<') ? 'text/html' : 'application/json';
      vendor().answer((_request, response) => {
        response.writeHead(status, { 'content-type': type, ...headers }).end(text);
      });
      const before = vendor().requests.length;
      const { error } = await service().generate(ask('Hello'));
      // Dates of the recordings lie in the past.
      const { retryAfterMs, ...numbers } = details;
      expect(error?.extensions).toMatchObject({ code, ...numbers });
      expect(typeof error?.extensions['retryAfterMs']).toBe(retryAfterMs === undefined ? 'undefined' : 'number');
      expect(vendor().requests).toHaveLength(before + 1);
      expect(JSON.stringify(error)).not.toMatch(/canary|127\.0\.0\.1|https?:/);
    });

    it('is not fooled by a web page with a good status', async () => {
      vendor().answer((_request, response) => {
        response.writeHead(200, { 'content-type': 'text/html' }).end('<p>canary</p>');
      });
      expect((await service().generate(ask('Hello'))).error?.extensions['code']).toBe('PROVIDER_BAD_RESPONSE');
    });

    it('does not follow a redirect with the credential', async () => {
      const before = vendor().requests.length;
      vendor().answer((_request, response) => void response.writeHead(307, { location: '/elsewhere' }).end());
      expect((await service().generate(ask('Hello'))).error?.extensions['code']).toBe('PROVIDER_BAD_RESPONSE');
      expect(vendor().requests).toHaveLength(before + 1);
    });
  });
}
