import { afterAll, expect, it } from '@jest/globals';
import { silentLogger } from '@sluice/telemetry';

import { createPhase } from '../http/gateway-phase.js';
import { expectSoon } from '../storage/testing/expect-soon.js';
import { startUpstream, startUpstreamAt } from '../testing/start-upstream.js';
import { createRegistry } from './registry.js';
import { watchInstance } from './watch-instance.js';

const ends: (() => unknown)[] = [];
afterAll(() => Promise.all(ends.map((end) => end())));

it('holds nobody up that never answers: it is down after a while, and well when it comes', async () => {
  const gone = await startUpstream('language');
  await gone.kill();
  const there = await startUpstream('embeddings');
  ends.push(() => there[Symbol.asyncDispose]());
  const services = [
    { name: 'gone', kind: 'url' as const, url: gone.url },
    { name: 'there', kind: 'url' as const, url: there.url },
  ];
  const registry = createRegistry(services);
  const phase = createPhase(registry, services);
  for (const { name, url } of services) {
    const instance = { id: name, service: name, source: 'CONFIGURED' as const, url };
    const times = { intervalMs: 10, startingIntervalMs: 10, graceMs: 300 };
    ends.unshift(watchInstance({ instance, registry, logger: silentLogger, ...times }));
  }
  const stateOf = (id: string) => registry.instances().find((instance) => instance.id === id)?.state;
  await expectSoon(() => stateOf('there') === 'READY');
  await expectSoon(() => phase.current() === 'SERVING');
  expect(stateOf('gone')).toBe('DOWN');
  const back = await startUpstreamAt(Number(new URL(gone.url).port), 'language');
  ends.push(() => back[Symbol.asyncDispose]());
  await expectSoon(() => stateOf('gone') === 'READY');
});
