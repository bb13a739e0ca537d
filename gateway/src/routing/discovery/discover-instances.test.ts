import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, it } from '@jest/globals';
import { createTestAuthority, writeTlsFiles } from '@sluice/schema/testing';
import { silentLogger } from '@sluice/telemetry';

import type { ServiceTlsConfig } from '../../config/config.js';
import { serviceTimeouts } from '../../config/timeout-settings.js';
import { expectSoon } from '../../storage/testing/expect-soon.js';
import { startUpstream } from '../../testing/start-upstream.js';
import { createRegistry } from '../registry.js';
import { createServiceConnectors } from '../service-connectors.js';
import { discoverInstances } from './discover-instances.js';
import { startNameServer } from './testing/start-name-server.js';

/** Follows what a name server tells of a service. */
async function follow(
  discover: { type: 'A' | 'AAAA' | 'SRV'; port?: number; dns: string; scheme?: 'https' },
  tls?: ServiceTlsConfig,
) {
  const names = await startNameServer();
  const registry = createRegistry([]);
  const settings = { scheme: 'http', intervalMs: 100, ...discover } as const;
  const timeouts = serviceTimeouts.parse({});
  const service = {
    kind: 'dns',
    name: 'far',
    capabilities: {},
    timeouts,
    discover: settings,
    ...(tls && { tls }),
  } as const;
  const connectors = createServiceConnectors({ services: [service], guard: null, logger: silentLogger });
  const retired: string[] = [];
  const stop = discoverInstances({
    services: [service],
    registry,
    connectors,
    retire: ({ url }) => retired.push(url),
    logger: silentLogger,
    nameServer: names.resolver,
  });
  return {
    names,
    retired,
    ready: () => registry.instances().flatMap(({ id, state }) => (state === 'READY' ? [id] : [])),
    ids: () => registry.instances().map(({ id }) => id),
    async [Symbol.asyncDispose]() {
      stop();
      await connectors.close();
      await names[Symbol.asyncDispose]();
    },
  };
}

it('has an instance for each address, removes what is told of no more, and keeps the last answer', async () => {
  await using upstream = await startUpstream('language');
  const { port } = new URL(upstream.url);
  await using far = await follow({ type: 'A', dns: 'far.test', port: Number(port) });
  far.names.tell({ 'A far.test': ['127.0.0.1', '127.0.0.9'] });
  await expectSoon(() => far.ready().includes(`far@127.0.0.1:${port}`) && upstream.requests.length === 0);
  await expectSoon(() => far.ids().length <= 2);
  far.names.tell(null);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(far.ready()).toEqual([`far@127.0.0.1:${port}`]);
  far.names.tell({ 'A far.test': ['127.0.0.9'] });
  await expectSoon(() => far.ready().length === 0);
  expect(far.retired).toEqual([`http://127.0.0.1:${port}`]);
});

it('takes ports from SRV', async () => {
  await using upstream = await startUpstream('language');
  const { port } = new URL(upstream.url);
  await using far = await follow({ type: 'SRV', dns: '_http._tcp.far.test' });
  far.names.tell({ 'SRV _http._tcp.far.test': [`${port} one.far.test`], 'A one.far.test': ['127.0.0.1'] });
  await expectSoon(() => far.ready().includes(`far@127.0.0.1:${port}`));
});

it('finds instances by AAAA, and where a host of SRV has no other address', async () => {
  await using far = await follow({ type: 'AAAA', dns: 'far.test', port: 4101 });
  const address = '2001:db8:0:0:0:0:0:7';
  far.names.tell({ 'AAAA far.test': [address] });
  await expectSoon(() => far.ids().length > 0);
  expect(far.ids()).toEqual(['far@[2001:db8::7]:4101']);
  await using other = await follow({ type: 'SRV', dns: '_http._tcp.far.test' });
  other.names.tell({ 'SRV _http._tcp.far.test': ['4102 one.far.test'], 'AAAA one.far.test': [address] });
  await expectSoon(() => other.ids().length > 0);
  expect(other.ids()).toEqual(['far@[2001:db8::7]:4102']);
});

it('connects by TLS to the addresses, and takes certificates for the name alone', async () => {
  const authority = await createTestAuthority();
  const folder = await mkdtemp(join(tmpdir(), 'sluice-dns-'));
  const tls = await writeTlsFiles(folder, await authority.issue());
  const named = (value: string) => authority.issue({ names: [{ type: 'dns', value }] });
  await using right = await startSecure(await named('far.test'));
  await using wrong = await startSecure(await named('127.0.0.1'));
  for (const [{ port }, isTaken] of [
    [right, true],
    [wrong, false],
  ] as const) {
    const names = ['far.test'];
    await using far = await follow({ type: 'A', dns: 'far.test', port, scheme: 'https' }, { ...tls, names });
    far.names.tell({ 'A far.test': ['127.0.0.1'] });
    await expectSoon(() => far.ids().length > 0);
    if (isTaken) await expectSoon(() => far.ready().length > 0);
    else await expectSoon(() => wrong.refused > 0);
    expect(far.ready()).toEqual(isTaken ? [`far@127.0.0.1:${port}`] : []);
  }
  expect(wrong.requests).toBe(0);
  await rm(folder, { recursive: true });
});

/** A service of one capability that serves TLS, and counts requests and connections that came to nothing. */
async function startSecure(certificate: { readonly cert: string; readonly key: string; readonly ca: string }) {
  const told = { requests: 0, refused: 0 };
  const server = createServer({ ...certificate, requestCert: true, rejectUnauthorized: true }, (_, response) => {
    told.requests += 1;
    response.end(JSON.stringify({ status: 'ready', name: 'far', version: '1', capabilities: {} }));
  });
  server.on('connection', (socket) => socket.once('close', () => (told.refused += 1)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(told, {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}
