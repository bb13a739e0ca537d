import { createServer, type Server } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';

import { afterAll, expect, it } from '@jest/globals';
import { buildConnector, type Pool } from 'undici';

import { serviceTimeouts } from '../config/timeout-settings.js';
import { createServicePools } from './service-pools.js';

const servers: Server[] = [];
afterAll(() => servers.forEach((server) => server.close().closeAllConnections()));

/** A service that answers with its address, at two addresses of one port. */
async function listen(host: string, port: number): Promise<number> {
  const server = createServer((_, response) => void setTimeout(() => response.end(host), 5));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  return (server.address() as AddressInfo).port;
}

async function ask(pool: Pool): Promise<string> {
  const { body } = await pool.request({ method: 'GET', path: '/' });
  return body.text();
}

it('follows a name that leads elsewhere, within the age of connections, and fails no request', async () => {
  const [before, after] = ['127.0.0.1', '127.0.0.2'];
  const port = await listen(before, 0);
  await listen(after, port);
  let address = before;
  const lookup: LookupFunction = (_host, _options, done) => done(null, [{ address, family: 4 }]);
  const pools = createServicePools({
    connectors: { of: () => buildConnector({ lookup }) as never },
    connections: 2,
    maxAgeMs: 100,
  });
  const timeouts = serviceTimeouts.parse({});
  const target = { service: 'encoder', url: `http://encoder.test:${port}`, timeouts };
  const askAll = () => Promise.all(Array.from({ length: 8 }, () => ask(pools.of(target))));
  expect(new Set(await askAll())).toEqual(new Set([before]));
  address = after;
  // Never at rest, so that only its age can end a connection.
  while ((await askAll()).includes(before));
  await pools.close();
});
