import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ServiceError } from '@sluice/kit';

import { type ScriptedVendor, sendEvents, sendJson, startVendor } from '../testing/start-vendor.js';
import { createVendorFetch, type VendorBounds, type VendorFetch } from './vendor-fetch.js';

const SHORT: Partial<VendorBounds> = { connectMs: 500, headersMs: 80, firstByteMs: 80, idleMs: 80, maxBytes: 10_000 };

let vendor: ScriptedVendor;
let usual: VendorFetch;
let short: VendorFetch;

beforeAll(async () => {
  vendor = await startVendor();
  usual = createVendorFetch();
  short = createVendorFetch(SHORT);
});
afterAll(async () => {
  await Promise.all([usual.close(), short.close()]);
  await vendor[Symbol.asyncDispose]();
});

/** The failure of a request, wherever it comes. */
async function failureOf({ fetch }: VendorFetch, url = vendor.url, init: RequestInit = {}): Promise<ServiceError> {
  try {
    await (await fetch(url, init)).text();
  } catch (error) {
    return error as ServiceError;
  }
  throw new Error('Expected the request to fail.');
}

describe('An exchange with a vendor', () => {
  it('gives the answer, with its status and headers', async () => {
    vendor.answer((_request, response) => sendJson(response, { ok: true }, 418, { 'x-request-id': '7' }));
    const answer = await usual.fetch(`${vendor.url}/v1/x`, { method: 'POST', body: '{"a":1}', headers: { a: 'b' } });
    expect([answer.status, answer.headers.get('x-request-id'), await answer.json()]).toEqual([418, '7', { ok: true }]);
    expect(vendor.requests.at(-1)).toMatchObject({ path: '/v1/x', body: { a: 1 } });
  });

  it('gives an answer without a body', async () => {
    vendor.answer((_request, response) => void response.writeHead(204).end());
    expect((await usual.fetch(vendor.url)).status).toBe(204);
  });

  it('follows no redirect, to wherever it leads', async () => {
    vendor.answer((_request, response) => void response.writeHead(307, { location: `${vendor.url}/other` }).end());
    const before = vendor.requests.length;
    expect((await usual.fetch(vendor.url, { method: 'POST', body: '{}' })).status).toBe(307);
    expect(vendor.requests).toHaveLength(before + 1);
  });

  it('tells that nothing was sent where no connection came about', async () => {
    const nobody = await startVendor();
    await nobody[Symbol.asyncDispose]();
    for (const url of [nobody.url, 'http://no-such-host.invalid/', vendor.url.replace('http:', 'https:')]) {
      expect(await failureOf(usual, url)).toMatchObject({
        code: 'PROVIDER_CONNECTION_FAILED',
        details: { phase: 'BEFORE_DISPATCH' },
      });
    }
  });

  it('does not know what became of a request whose connection was reset', async () => {
    vendor.answer((_request, response) => void response.destroy());
    expect(await failureOf(usual)).toMatchObject({
      code: 'PROVIDER_ERROR',
      details: { phase: 'DISPATCHED', outcomeUnknown: true },
    });
  });

  it('tells of a connection that breaks within the answer', async () => {
    vendor.answer((_request, response) => sendEvents(response, ['data: {}'], 'cut'));
    expect(await failureOf(usual)).toMatchObject({
      code: 'PROVIDER_ERROR',
      details: { phase: 'STREAMING', outcomeUnknown: true },
    });
  });

  it.each([
    ['HEADERS', 'begins no answer', () => {}],
    ['FIRST_TOKEN', 'sends headers alone', (response: { flushHeaders(): void }) => response.flushHeaders()],
    ['IDLE', 'falls silent within', (response: { write(text: string): unknown }) => void response.write('x')],
  ] as const)('ends with PROVIDER_TIMEOUT of %s where the vendor %s', async (kind, _what, script) => {
    vendor.answer((_request, response) => script(response));
    expect(await failureOf(short)).toMatchObject({
      code: 'PROVIDER_TIMEOUT',
      details: { kind, outcomeUnknown: true },
    });
    // And with it the request at the vendor.
    await vendor.requests.at(-1)?.left;
  });

  it('counts no silence while nobody reads', async () => {
    vendor.answer((_request, response) => sendEvents(response, ['data: 1']));
    const answer = await short.fetch(vendor.url);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await answer.text()).toBe('data: 1\n\n');
  });

  it('ends where the answer is larger than allowed, however small it came', async () => {
    const packed = gzipSync('x'.repeat(1_000_000));
    vendor.answer((_request, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed));
    expect(await failureOf(short)).toMatchObject({ code: 'PROVIDER_BAD_RESPONSE', message: /10000 bytes/ });
  });

  it('takes no web page for an answer', async () => {
    vendor.answer((_request, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>'));
    expect(await failureOf(usual)).toMatchObject({ code: 'PROVIDER_BAD_RESPONSE' });
  });

  it('ends at the vendor when the caller leaves, before the answer and within it', async () => {
    const scripts = [() => {}, (response: { write(text: string): unknown }) => void response.write('x')];
    for (const script of scripts) {
      vendor.answer((_request, response) => script(response));
      const [caller, before] = [new AbortController(), vendor.requests.length];
      const failure = failureOf(usual, vendor.url, { signal: caller.signal });
      while (vendor.requests.length === before) await new Promise((resolve) => setTimeout(resolve, 5));
      caller.abort(new Error('left'));
      expect((await failure).message).toBe('left');
      await vendor.requests.at(-1)?.left;
    }
  });

  it('ends at the vendor when nobody wants the rest', async () => {
    vendor.answer((_request, response) => sendEvents(response, ['data: 1'], 'stall'));
    const answer = await usual.fetch(vendor.url);
    await answer.body?.cancel();
    await vendor.requests.at(-1)?.left;
    expect(answer.status).toBe(200);
  });
});

describe('A server that speaks no HTTP', () => {
  it('is a failure whose outcome is unknown', async () => {
    const server = createServer((socket) => void socket.end('hello\r\n\r\n'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    expect(await failureOf(usual, url)).toMatchObject({ code: 'PROVIDER_ERROR', details: { outcomeUnknown: true } });
    server.close();
  });
});
