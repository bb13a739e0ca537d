import { createContextChanges } from '../contexts/change-contexts.js';
import type { ContextStep } from '../supergraph/prepare-operation.js';
import type { SupergraphSnapshot } from '../supergraph/snapshot.js';
import type { Hooks } from './hooks.js';

/** Where what is worked on comes into the graph. */
const SOURCES: ReadonlySet<string> = new Set(['Query.text', 'Query.texts', 'Query.image', 'Query.audio']);

/** Shows every context of an admitted operation to `onContext`; null where nobody listens. */
export function createContextStep({ onContext }: Hooks): ContextStep | null {
  if (!onContext) return null;
  const changes = new WeakMap<SupergraphSnapshot, ReturnType<typeof changesOf>>();
  const changesIn = (snapshot: SupergraphSnapshot) => {
    const known = changes.get(snapshot) ?? changesOf(snapshot, onContext);
    changes.set(snapshot, known);
    return known;
  };
  return ({ snapshot, document, operationName, context }, variables) =>
    changesIn(snapshot)({ document, operationName, variables }, context);
}

function changesOf(snapshot: SupergraphSnapshot, change: NonNullable<Hooks['onContext']>) {
  const capabilityOf = createLookup(snapshot);
  return createContextChanges({ schema: snapshot.apiSchema, capabilityOf, sources: SOURCES, change });
}

function createLookup({ capabilities }: SupergraphSnapshot): (coordinate: string) => string | null {
  const pairs = [...capabilities].flatMap(([capability, contracts]) =>
    contracts.map(({ coordinate }) => [coordinate, capability] as const),
  );
  const index = new Map(pairs);
  return (coordinate) => index.get(coordinate) ?? null;
}
