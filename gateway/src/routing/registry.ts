import { type Instance, isSameToWatchers } from './instance.js';

/** Told of an instance that has changed, or is gone. */
export type InstanceListener = (instance: Instance, change: 'CHANGED' | 'GONE') => void;

/** The instances that the gateway knows, and how they are. Which of them answers a call, the router decides. */
export interface Registry {
  /** Adds or replaces an instance. */
  update(instance: Instance): void;
  /** Forgets an instance; one that is not known is no error. */
  remove(id: string): void;
  instances(): readonly Instance[];
  instance(id: string): Instance | undefined;
  /**
   * Tells of every instance whose state or capabilities have changed, and of those that are gone.
   *
   * @returns what ends it
   */
  subscribe(listener: InstanceListener): () => void;
}

/** A registry of the configured services, by their names; none is ready yet. */
export function createRegistry(services: readonly { readonly name: string }[]): Registry {
  const instances = new Map<string, Instance>(services.map(({ name }) => [name, startingInstance(name)]));
  const listeners = new Set<InstanceListener>();
  const tell: InstanceListener = (instance, change) => {
    for (const listener of listeners) listener(instance, change);
  };
  return {
    update(instance) {
      const known = instances.get(instance.id);
      instances.set(instance.id, instance);
      if (!known || !isSameToWatchers(known, instance)) tell(instance, 'CHANGED');
    },
    remove(id) {
      const known = instances.get(id);
      if (instances.delete(id) && known) tell(known, 'GONE');
    },
    instances: () => [...instances.values()],
    instance: (id) => instances.get(id),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function startingInstance(name: string): Instance {
  return { id: name, service: name, url: null, state: 'STARTING', capabilities: null, source: 'CONFIGURED' };
}
