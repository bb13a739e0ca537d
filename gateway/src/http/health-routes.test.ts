import { expect, it } from '@jest/globals';
import fastify from 'fastify';

import { createRegistry } from '../routing/registry.js';
import type { CriticalRoute } from '../routing/routes/critical-routes.js';
import type { WorkerState } from '../connect-executions.js';
import type { GatewayPhase } from './gateway-phase.js';
import { healthRoutes } from './health-routes.js';

/** The routes on a server, whose state a test sets. */
async function openHealth({ isWorker = false } = {}) {
  const state: { phase: GatewayPhase; isStoreUp: boolean; executions: WorkerState; routes: CriticalRoute[] } = {
    phase: 'SERVING',
    isStoreUp: true,
    routes: [],
    executions: 'STARTING',
  };
  const app = fastify();
  healthRoutes(app, {
    phase: () => state.phase,
    registry: createRegistry([]),
    critical: () => state.routes,
    storage: { reachable: async () => state.isStoreUp },
    isWorker,
    ...(isWorker && { executions: () => state.executions }),
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

it('is ready as a worker when it takes executions', async () => {
  await using health = await openHealth({ isWorker: true });
  const told = { status: 'SERVING', store: 'REACHABLE', services: [] };
  expect(await health.ask('/health/ready')).toEqual([503, { ...told, executions: 'STARTING' }]);
  health.state.executions = 'RUNNING';
  expect(await health.ask('/health/ready')).toEqual([200, { ...told, executions: 'RUNNING' }]);
});

it('tells which critical routes have fewer than two targets left, and takes requests all the same', async () => {
  await using health = await openHealth();
  const route = { capability: 'generation', model: 'a-name' };
  health.state.routes = [2, 1, 0].map((wellTargets, index) => ({ ...route, index, wellTargets }));
  const degradedRoutes = [
    { route: 1, capability: 'generation', wellTargets: 1 },
    { route: 2, capability: 'generation', wellTargets: 0 },
  ];
  const told = { status: 'SERVING', store: 'REACHABLE', services: [] };
  expect(await health.ask('/health/ready')).toEqual([200, { ...told, degradedRoutes }]);
});
