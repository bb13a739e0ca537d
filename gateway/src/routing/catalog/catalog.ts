import type { Capability, Model, Service } from '@sluice/schema/resolvers';

import type { Registry } from '../registry.js';
import type { ModelNames } from './model-names.js';
import { modelsOf, viewModels } from './model-views.js';
import { bestHealth, serviceNames, viewService, type ServiceViewOptions } from './service-view.js';

export interface CatalogOptions extends ServiceViewOptions {
  readonly registry: Pick<Registry, 'instances'>;
  /** The capabilities of the graph, whether anybody offers them or not. */
  readonly capabilities: () => readonly string[];
  readonly modelNames: ModelNames;
}

/** What there is, and how it is, in the words of the graph. */
export interface Catalog {
  services(): readonly Service[];
  service(name: string): Service;
  capabilities(): readonly Capability[];
  /** @param capability of this one alone */
  models(capability: string | null): readonly Model[];
}

export function createCatalog(options: CatalogOptions): Catalog {
  const { registry, modelNames } = options;
  const names = () => {
    const offered = registry.instances().flatMap(({ capabilities }) => [...(capabilities?.keys() ?? [])]);
    return [...new Set([...options.capabilities(), ...offered])].toSorted();
  };
  const service = (name: string) => viewService(name, registry.instances(), options);
  return {
    service,
    services: () => serviceNames(registry.instances()).map(service),
    capabilities: () =>
      names().map((name) => {
        const offering = registry.instances().filter(({ capabilities }) => capabilities?.has(name));
        return {
          name,
          health: bestHealth(offering),
          services: serviceNames(offering),
          models: modelsOf(name, offering),
        };
      }),
    models: (capability) =>
      names()
        .filter((name) => capability === null || name === capability)
        .flatMap((name) => viewModels(name, registry.instances(), modelNames)),
  };
}
