import { request } from 'node:http';

import { afterAll, expect, it } from '@jest/globals';

import { generatePepper, parsePeppers } from '../../identity/keys/peppers.js';
import { expectSoon } from '../../storage/testing/expect-soon.js';
import { startFaultProxy } from '../../storage/testing/fault-proxy.js';
import { describeEach, storeAdapters } from '../../storage/testing/store-adapters.js';
import { codes, CREATE, type Created, describeAtGateways, ME, REVOKE } from '../testing/key-operations.js';
import { startKeyGateway } from '../testing/start-key-gateway.js';

/** Sends a header as it is, which `fetch` refuses to. @returns the status; null when the connection was closed */
function sendRaw(url: string, authorization: string): Promise<number | null> {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(url);
    const sent = request({ hostname, port, path: '/graphql', method: 'POST', insecureHTTPParser: true });
    sent.on('response', (response) => (response.resume(), resolve(response.statusCode ?? null)));
    sent.on('error', () => resolve(null));
    // Past the checks of `setHeader`.
    (sent as unknown as { _header: string })._header =
      `POST /graphql HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: Bearer ${authorization}\r\nContent-Length: 0\r\n\r\n`;
    sent.end();
  });
}

await describeAtGateways('a hostile key', ({ gateway }) => {
  it('is refused with a code and a small body, and the next request is served', async () => {
    const good = gateway().keys.developer;
    const hostile = [
      "slc_dev_' OR 1=1 --",
      `${good.slice(0, -1)}${good.endsWith('0') ? '1' : '0'}`,
      `slc_dev_${'a'.repeat(7_000)}`,
      `${good}%00`,
      `${good}%0d%0ax: y`,
      good.replace('slc_dev', 'slc_live'),
      `${good} ${good}`,
    ];
    for (const key of hostile) {
      const answer = await gateway().ask(key, ME);
      expect([answer.status, ...codes(answer)]).toEqual([401, 'UNAUTHENTICATED']);
      const text = JSON.stringify(answer);
      expect(text.length).toBeLessThan(2_000);
      expect(text).not.toContain(key.slice(10));
    }
    expect((await gateway().ask(good, ME)).status).toBe(200);
  });

  it('of a megabyte, with NUL or a line of its own gets nowhere', async () => {
    const good = gateway().keys.developer;
    for (const key of [`slc_dev_${'a'.repeat(1_000_000)}`, `${good}\0`, `\0${good}`, `${good}\r\nx: y\r\n z`]) {
      const status = await sendRaw(gateway().url, key);
      expect([null, 400, 401, 415, 431]).toContain(status);
    }
    expect((await gateway().ask(good, ME)).status).toBe(200);
  });
});

const { adapters, postgres } = await storeAdapters();
afterAll(async () => postgres?.[Symbol.asyncDispose]());
const servers = adapters.filter(({ kind }) => kind === 'postgres');

describeEach('gateways beside each other', servers, (openPlace) => {
  it('refuse a key within a second after one of them has revoked it', async () => {
    const place = await openPlace();
    try {
      const { databaseUrl } = place.settings;
      const peppers = parsePeppers(generatePepper());
      await using one = await startKeyGateway({ databaseUrl, peppers });
      await using other = await startKeyGateway({ databaseUrl, peppers, keys: one.keys });
      const input = { name: 'a', roles: ['viewer'] };
      const { secret, apiKey } = (await one.ask<Created>(one.keys.admin, CREATE, { input })).data.createApiKey;
      for (const gateway of [one, other]) expect((await gateway.ask(secret, ME)).status).toBe(200);
      await other.ask(other.keys.admin, REVOKE, { id: apiKey.id });
      expect((await other.ask(secret, ME)).status).toBe(401);
      // What is promised is a second; a busy machine may need longer to run the test.
      await expectSoon(async () => (await one.ask(secret, ME)).status === 401, 3_000);
    } finally {
      await place.remove();
    }
  }, 60_000);

  it('take known keys and answer 503 to unknown ones while the store is away', async () => {
    const place = await openPlace();
    const proxy = await startFaultProxy(place.settings.databaseUrl!);
    try {
      await using gateway = await startKeyGateway({ databaseUrl: proxy.url });
      const { developer, viewer } = gateway.keys;
      expect((await gateway.ask(developer, ME)).status).toBe(200);
      proxy.stall();
      const answer = await gateway.ask(viewer, ME);
      expect([answer.status, ...codes(answer)]).toEqual([503, 'SERVICE_UNAVAILABLE']);
      expect((await gateway.ask(developer, ME)).status).toBe(200);
      proxy.resume();
      proxy.cut();
      await expectSoon(async () => (await gateway.ask(viewer, ME)).status === 200, 20_000);
    } finally {
      await proxy.close();
      await place.remove();
    }
  }, 60_000);
});
