import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { silentLogger } from '@sluice/telemetry';
import { request } from 'undici';

import { createServiceConnectors } from '../routing/service-connectors.js';
import { createConnectionGuard } from './connection-guard.js';

/** What nobody may reach through a service that said itself where it is. */
const inside = { connections: 0, port: 0 };
const server = createServer((_, response) => void response.end('secret'));
beforeAll(async () => {
  server.on('connection', () => (inside.connections += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  inside.port = (server.address() as AddressInfo).port;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** A service whose name leads to these addresses, one answer after the other. */
function startGuard(...answers: readonly string[]) {
  const left = [...answers];
  const resolveHost = async () => [left.length > 1 ? (left.shift() ?? '') : (left[0] ?? '')];
  const guard = createConnectionGuard({ allow: ['192.0.2.0/24'], resolveHost });
  const connectors = createServiceConnectors({ services: [], guard, logger: silentLogger });
  const ask = (host: string) =>
    request(`http://${host}:${inside.port}/`, { dispatcher: connectors.dispatcherOf('anybody') });
  return { guard, ask, [Symbol.asyncDispose]: () => connectors.close() };
}

describe('a service that registered itself', () => {
  it('is not reached by a name that leads inside after it was checked', async () => {
    await using at = startGuard('192.0.2.7', '127.0.0.1');
    await at.guard.check('rebinding.example');
    await expect(at.ask('rebinding.example')).rejects.toMatchObject({
      code: 'PROVIDER_CONNECTION_FAILED',
      details: { phase: 'BEFORE_DISPATCH' },
    });
    expect(inside.connections).toBe(0);
  });

  it.each([
    '127.0.0.1',
    '0x7f000001',
    '2130706433',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '169.254.169.254',
  ])('is not reached at %s', async (host) => {
    await using at = startGuard('192.0.2.7');
    await expect(at.ask(host)).rejects.toMatchObject({ code: 'PROVIDER_CONNECTION_FAILED' });
    expect(inside.connections).toBe(0);
  });
});
