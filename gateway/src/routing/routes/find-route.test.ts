import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { type RouteInput, routeSettings } from '../../config/route-settings.js';
import { compileRoutes, findRoute, type RoutedCall } from './find-route.js';

const TARGETS = [{ service: 'llama' }];

/** Routes as they stand in a file; each is named by its place. */
function routesOf(...routes: Partial<RouteInput>[]) {
  return compileRoutes(
    routeSettings.parse(routes.map((route) => ({ capability: 'generation', targets: TARGETS, ...route }))),
  );
}

function call(values: Partial<Omit<RoutedCall, 'labels'>> & { readonly labels?: readonly string[] } = {}): RoutedCall {
  const { labels = [], ...rest } = values;
  return { capability: 'generation', model: null, tenant: 'acme', roles: ['user'], labels: new Set(labels), ...rest };
}

const found = (routes: ReturnType<typeof routesOf>, ...asked: Parameters<typeof call>) =>
  findRoute(routes, call(...asked))?.index ?? null;

describe('The route of a call', () => {
  it('is none where no route names its capability', () => {
    expect(found(routesOf({ capability: 'embeddings' }))).toBeNull();
    expect(found(routesOf())).toBeNull();
  });

  it('is the first that fits', () => {
    const routes = routesOf({ capability: 'embeddings' }, { tenants: ['other'] }, { model: 'fast' }, {}, {});
    expect(found(routes)).toBe(3);
    expect(found(routes, { model: 'fast' })).toBe(2);
    expect(found(routes, { model: 'fast', tenant: 'other' })).toBe(1);
  });

  it('is by the name of a model only for those who write it', () => {
    const routes = routesOf({ model: 'fast' });
    expect(found(routes, { model: 'fast' })).toBe(0);
    expect(found(routes, { model: 'Fast' })).toBeNull();
    expect(found(routes)).toBeNull();
  });

  it('fits one of its tenants, one of its roles, and all of its labels', () => {
    const routes = routesOf({ tenants: ['acme', 'globex'], roles: ['operator', 'user'], labels: ['batch', 'cheap'] });
    const labels = ['batch', 'cheap', 'other'];
    expect(found(routes, { labels })).toBe(0);
    expect(found(routes, { labels, tenant: 'globex', roles: ['operator'] })).toBe(0);
    expect(found(routes, { labels: ['batch'] })).toBeNull();
    expect(found(routes, { labels, tenant: 'initech' })).toBeNull();
    expect(found(routes, { labels, roles: ['auditor'] })).toBeNull();
    expect(found(routes, { labels, roles: [] })).toBeNull();
  });

  it('says how its calls are routed, with a default for all that is not written', () => {
    expect(findRoute(routesOf({}), call())).toEqual({
      index: 0,
      capability: 'generation',
      model: null,
      strategy: 'PRIORITY',
      critical: false,
      hedge: null,
      retries: 2,
      contentPolicyFallback: false,
      otherModels: false,
      restartStreams: false,
      staleIfErrorMs: 0,
      targets: [{ service: 'llama', model: null, weight: 1, timeouts: {} }],
    });
    const written = {
      strategy: 'lowest-latency' as const,
      hedge: { afterMs: 300 },
      targets: [{ service: 'openai', model: 'gpt-5', weight: 3, timeouts: { firstTokenMs: 900 } }],
    };
    expect(findRoute(routesOf(written), call())).toMatchObject({ ...written, strategy: 'LOWEST_LATENCY' });
    expect(findRoute(routesOf({ hedge: true }), call())?.hedge).toEqual({ afterMs: null });
  });

  it('is the one that a look at every route in turn finds, whatever the routes and the call', () => {
    const few = (...words: string[]) => fc.subarray(words, { minLength: 1 });
    const anyRoute = fc.record(
      {
        capability: fc.constantFrom('generation', 'embeddings'),
        model: fc.constantFrom('fast', 'good'),
        tenants: few('acme', 'globex'),
        roles: few('user', 'operator', 'service'),
        labels: few('batch', 'cheap'),
      },
      { requiredKeys: ['capability'] },
    );
    const anyCall = fc.record({
      capability: fc.constantFrom('generation', 'embeddings'),
      model: fc.constantFrom(null, 'fast', 'good', 'other'),
      tenant: fc.constantFrom('acme', 'globex'),
      roles: fc.subarray(['user', 'operator', 'service']),
      labels: fc.subarray(['batch', 'cheap']),
    });
    fc.assert(
      fc.property(fc.array(anyRoute, { maxLength: 8 }), anyCall, (routes, asked) => {
        const index = routes.findIndex(
          (route) =>
            route.capability === asked.capability &&
            (!route.model || route.model === asked.model) &&
            (!route.tenants || route.tenants.includes(asked.tenant)) &&
            (!route.roles || asked.roles.some((role) => route.roles?.includes(role))) &&
            !(route.labels ?? []).some((label) => !asked.labels.includes(label)),
        );
        expect(found(routesOf(...(routes as Partial<RouteInput>[])), asked)).toBe(index < 0 ? null : index);
      }),
    );
  });
});
