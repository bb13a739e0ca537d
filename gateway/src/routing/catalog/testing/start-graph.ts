import type { ModelDetails } from '@sluice/schema';
import { execute, parse } from 'graphql';

import { type RouteInput, routeSettings } from '../../../config/route-settings.js';
import { createHealthBook } from '../../health/health-book.js';
import { createManualClock } from '../../health/testing/manual-clock.js';
import type { Instance, InstanceState } from '../../instance.js';
import { createRegistry } from '../../registry.js';
import { createServicesSchema } from '../../services-subgraph.js';
import { createModelNames } from '../model-names.js';

const NOON = Date.parse('2026-11-23T12:00:00Z');

type Models = Readonly<Record<string, readonly string[]>>;

export interface Described {
  readonly id?: string;
  readonly state?: InstanceState;
  /** By model. */
  readonly details?: Readonly<Record<string, ModelDetails>>;
}

/** An instance that offers models, by capability; null where it has not told yet. */
export function describeInstance(
  service: string,
  models: Models | null,
  { id = service, state = 'READY', details = {} }: Described = {},
): Instance {
  const offers = Object.entries(models ?? {}).map(
    ([name, offered]) =>
      [name, { models: offered, details: new Map(Object.entries(details)), supports: null }] as const,
  );
  return { id, service, url: null, state, capabilities: models && new Map(offers), source: 'CONFIGURED' };
}

export interface Around {
  readonly routes?: readonly RouteInput[];
  readonly aliases?: Readonly<Record<string, string>>;
}

/** The graph of a gateway with these instances, whose contracts are embeddings and generation. */
export function startGraph(instances: readonly Instance[], { routes = [], aliases = {} }: Around = {}) {
  const clock = createManualClock();
  const registry = createRegistry([]);
  for (const each of instances) registry.update(each);
  const health = createHealthBook({ clock, random: () => 1 });
  const schema = createServicesSchema({
    registry,
    health,
    capabilities: () => ['generation', 'embeddings'],
    modelNames: createModelNames({ aliases, routes: routeSettings.parse(routes) }),
    dateAt: (ms) => new Date(NOON + ms),
  });
  const ask = async (query: string) => {
    const { data, errors } = await execute({ schema, document: parse(query) });
    if (errors?.[0]) throw errors[0];
    return JSON.parse(JSON.stringify(data)) as Record<string, unknown>;
  };
  return { ask, clock, health, registry };
}
