import { expect, it } from '@jest/globals';
import fastify from 'fastify';

import { createRegistry } from '../routing/registry.js';
import type { GatewayPhase } from './gateway-phase.js';
import { healthRoutes } from './health-routes.js';

/** The routes on a server, whose state a test sets. */
async function openHealth() {
  const state: { phase: GatewayPhase; isStoreUp: boolean } = { phase: 'SERVING', isStoreUp: true };
  const app = fastify();
  healthRoutes(app, {
    phase: () => state.phase,
    registry: createRegistry([]),
    storage: { reachable: async () => state.isStoreUp },
  });
  const url = await app.listen({ port: 0 });
  const ask = async (path: string) => {
    const response = await fetch(url + path);
    return [response.status, await response.json()] as const;
  };
  return { state, ask, [Symbol.asyncDispose]: () => app.close() };
}

it('is ready while it serves and the store answers', async () => {
  await using health = await openHealth();
  expect(await health.ask('/health/ready')).toEqual([200, { status: 'SERVING', store: 'REACHABLE', services: [] }]);
});

it.each(['STARTING', 'DRAINING'] as const)('is not ready while it is %s', async (phase) => {
  await using health = await openHealth();
  health.state.phase = phase;
  expect(await health.ask('/health/ready')).toEqual([503, { status: phase, store: 'REACHABLE', services: [] }]);
});

it('is not ready without its store, lives on, and is ready when that is back', async () => {
  await using health = await openHealth();
  health.state.isStoreUp = false;
  expect(await health.ask('/health/ready')).toEqual([503, { status: 'SERVING', store: 'UNREACHABLE', services: [] }]);
  expect(await health.ask('/health/live')).toEqual([200, { status: 'live' }]);
  health.state.isStoreUp = true;
  expect((await health.ask('/health/ready'))[0]).toBe(200);
});
