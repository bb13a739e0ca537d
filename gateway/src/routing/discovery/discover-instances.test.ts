import { expect, it } from '@jest/globals';
import { silentLogger } from '@sluice/telemetry';

import { serviceTimeouts } from '../../config/timeout-settings.js';
import { expectSoon } from '../../storage/testing/expect-soon.js';
import { startUpstream } from '../../testing/start-upstream.js';
import { createRegistry } from '../registry.js';
import { createServiceConnectors } from '../service-connectors.js';
import { discoverInstances } from './discover-instances.js';
import { startNameServer } from './testing/start-name-server.js';

/** Follows what a name server tells of a service. */
async function follow(discover: { type: 'A' | 'SRV'; port?: number; dns: string }) {
  const names = await startNameServer();
  const registry = createRegistry([]);
  const settings = { scheme: 'http', intervalMs: 100, ...discover } as const;
  const timeouts = serviceTimeouts.parse({});
  const service = { kind: 'dns', name: 'far', capabilities: {}, timeouts, discover: settings } as const;
  const connectors = createServiceConnectors({ services: [service], guard: null, logger: silentLogger });
  const retired: string[] = [];
  const stop = discoverInstances({
    services: [service],
    registry,
    connectors,
    retire: (url) => retired.push(url),
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
