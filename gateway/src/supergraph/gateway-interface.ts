import type {
  GatewayExecutor,
  GatewayInterface,
  GatewaySchemaLoadOrUpdateCallback,
} from '@apollo/server-gateway-interface';
import type { GraphQLSchema } from 'graphql';

import type { SupergraphSnapshot } from './snapshot.js';

/** The snapshot in force, and word of its changes. */
export interface SupergraphHolder {
  current(): SupergraphSnapshot;
  /** The snapshot whose API schema this is: the one that an operation was validated against. */
  snapshotOf(apiSchema: GraphQLSchema): SupergraphSnapshot;
  /** Puts another snapshot in force for requests that begin from now on. */
  replace(snapshot: SupergraphSnapshot): void;
  /** @returns a function that ends the subscription. */
  subscribe(listener: (snapshot: SupergraphSnapshot) => void): () => void;
}

/** Holds one snapshot at a time. */
export function createSupergraphHolder(first: SupergraphSnapshot): SupergraphHolder {
  let snapshot = first;
  const known = new WeakMap([[first.apiSchema, first]]);
  const listeners = new Set<(snapshot: SupergraphSnapshot) => void>();
  return {
    current: () => snapshot,
    snapshotOf: (apiSchema) => known.get(apiSchema) ?? snapshot,
    replace(next) {
      snapshot = next;
      known.set(next.apiSchema, next);
      for (const listener of listeners) listener(next);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** What Apollo Server needs of a gateway: the API schema, word of its changes, and an executor. */
export function createGatewayInterface(holder: SupergraphHolder, executor: GatewayExecutor): GatewayInterface {
  const unsubscribers = new Set<() => void>();
  const announce = (callback: GatewaySchemaLoadOrUpdateCallback) => (snapshot: SupergraphSnapshot) =>
    callback({ apiSchema: snapshot.apiSchema, coreSupergraphSdl: snapshot.sdl });
  return {
    onSchemaLoadOrUpdate(callback) {
      announce(callback)(holder.current());
      const unsubscribe = holder.subscribe(announce(callback));
      unsubscribers.add(unsubscribe);
      return unsubscribe;
    },
    load: async () => ({ executor }),
    stop: async () => unsubscribers.forEach((unsubscribe) => unsubscribe()),
  };
}
